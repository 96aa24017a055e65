"""`make eval`: how much of other people's spreadsheets is read, and whether what is in them is found again.

Reads the folder named by HUIYIN_TEST_DATA. No model and no judgement of ours is in it: rows are counted, and what
search finds is held against a plain scan of the same texts.
"""

from __future__ import annotations

import os
import random
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import django

from bench import place

SHEETS = (
    ("zh_petitions/附件2_示例495_原始.xlsx", ()),
    ("zh_petitions/附件3_留言.xlsx", ()),
    ("zh_petitions/附件3_前300_transcoded_GB18030.csv", ()),
    ("zh_petitions/附件3_前300_transcoded_UTF16LE.tsv", ()),
    ("zh_petitions/附件4_答复.xlsx", ()),
    ("cfpb/cfpb_full18_2015-2020.csv", ()),
    ("cfpb/cfpb_csv_with_2_line_unzip_preamble.csv", ()),
    ("cfpb/cfpb_product_narrative_3947.csv", ("--received", "2020-01-01")),
    ("cfpb/cfpb_BankOfAmerica_register_62516.xlsx", ()),
)
SOUGHT_IN = "zh_petitions/附件3_留言.xlsx"
SEED, PHRASES, LENGTHS = 1187, 40, (2, 3, 4, 6, 8)
PAGE = 25


def main() -> int:
    folder = Path(os.environ.get("HUIYIN_TEST_DATA", ""))
    if not os.environ.get("HUIYIN_TEST_DATA") or not folder.is_dir():
        print("make eval reads real files: set HUIYIN_TEST_DATA to the folder they are in.", file=sys.stderr)
        return 1
    with place.database():
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huiyin.config.settings")
        django.setup()
        from huiyin.cli import migrate  # noqa: PLC0415  the settings read the database's address, known only now
        from tests import world  # noqa: PLC0415

        migrate.migrate(say=lambda line: None)
        world.load_bank()
        print("\n".join(reading(folder)))
        print("\n".join(finding(folder / SOUGHT_IN)))
    return 0


def reading(folder: Path) -> Iterator[str]:
    """Every row that is not empty is registered, known already, or refused with a reason."""
    yield "| file | rows | would register | said twice | refused | refused because |"
    yield "|---|--:|--:|--:|--:|---|"
    for name, words in SHEETS:
        if (folder / name).exists():
            yield _read(folder / name, words)


def _read(path: Path, words: tuple[str, ...]) -> str:
    from huiyin.cli import imports, imports_shown, main  # noqa: PLC0415

    job = imports.prepare(path, main.parser().parse_args(["import", str(path), "--dry-run", *words]))
    kinds, reasons = Counter[str](), Counter[str]()
    for outcome in imports.outcomes(job, dry_run=True):
        kinds[outcome.kind] += 1
        if outcome.refused:
            reasons[imports_shown.reasons(outcome, job.reader)] += 1
    because = "; ".join(f"{reason} ({n})" for reason, n in reasons.most_common(3)) or "–"
    return f"| {path.name} | {job.rows} | {kinds['new']} | {kinds['repeated']} | {kinds['refused']} | {because} |"


def finding(path: Path) -> Iterator[str]:
    """Phrases cut out of the texts at random: what search finds first is what a plain scan finds first."""
    from huiyin.cli import main  # noqa: PLC0415
    from huiyin.complaints.models import Complaint, SearchDoc  # noqa: PLC0415

    main.main(["import", str(path), "--yes"])
    bodies = dict(SearchDoc.objects.order_by("-pk").values_list("pk", "body"))
    yield f"\nSearch in {Complaint.objects.count()} real texts, {PHRASES} random phrases of each length:\n"
    yield "| characters | phrases with the scan's answer | missed | found wrongly |"
    yield "|--:|--:|--:|--:|"
    luck = random.Random(SEED)
    for length in LENGTHS:
        tries = [_tried(phrase, bodies) for phrase in _phrases(bodies, length, luck)]
        same = sum(missed == wrong == 0 for missed, wrong in tries)
        yield f"| {length} | {same} of {len(tries)} | {sum(m for m, _ in tries)} | {sum(w for _, w in tries)} |"


def _phrases(bodies: dict[int, str], length: int, luck: random.Random) -> Iterator[str]:
    """Runs of Chinese characters only: what people type."""
    found = 0
    while found < PHRASES:
        body = luck.choice(list(bodies.values()))
        start = luck.randrange(max(1, len(body) - length))
        phrase = body[start : start + length]
        if len(phrase) == length and all("\u4e00" <= c <= "\u9fff" for c in phrase):
            found += 1
            yield phrase


def _tried(phrase: str, bodies: dict[int, str]) -> tuple[int, int]:
    """How many of the newest a plain scan finds are missing, and how many are there that it does not find."""
    from huiyin.complaints import numbers  # noqa: PLC0415
    from huiyin.complaints.queries import search  # noqa: PLC0415
    from huiyin.organisation.actor import SYSTEM  # noqa: PLC0415

    wanted = search.Wanted(words=phrase)
    rows = search.search(wanted, seen_by=SYSTEM, at=datetime.now(UTC)).rows
    found = {numbers.complaint_id(row.ref) for row in rows}
    scan = set([pk for pk, body in bodies.items() if phrase in body][:PAGE])
    return len(scan - found), len(found - scan)


if __name__ == "__main__":
    sys.exit(main())

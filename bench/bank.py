"""The demo bank with as many complaints as wanted, and what its people ask of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from urllib.parse import quote

from bench.clients import Browser, Operation
from huiyin.cli import migrate
from huiyin.complaints import jobs, numbers
from huiyin.complaints.models import Complaint, Stage
from huiyin.demo.load import PASSWORD
from tests import world
from tests.complaints.many import analyse, many

__all__ = ["PASSWORD", "fill", "operations"]
END = "</html>"
STAGES = (Stage.REGISTERED, Stage.UNDER_REVIEW, Stage.INVESTIGATING)


def fill(count: int, *, portion: int, say: Callable[[str], object]) -> None:
    """Complaints in all their first stages, spread over every unit that takes them in."""
    migrate.migrate(say=lambda line: None)
    world.load_bank()
    jobs.ensure_partitions()
    for made in range(0, count, portion):
        many(min(portion, count - made), stage=STAGES[made // portion % len(STAGES)])
        say(f"  {min(made + portion, count):,}/{count:,} complaints")
    analyse()


def operations() -> list[Operation]:
    """What people wait for: their list, one complaint, a search, the bank's coordinator's list."""
    refs = [numbers.ref(pk, at) for pk, at in _some()]
    branch, bank = "huang.shan", "shen.lan"
    one = Operation(
        "one complaint", lambda b, n: b.ask("GET", f"/complaints/{refs[n % len(refs)]}/"), END, bank
    )
    return [
        Operation("worklist, a branch's coordinator", _get("/work/"), END, branch),
        Operation("worklist, the bank's coordinator", _get("/work/"), END, bank),
        one,
        Operation("list of complaints, whole bank", _get("/complaints/"), END, bank),
        *(
            _search(what, words, login)
            for what, words, login in (
                ("two characters in a quarter of all texts", "退还", bank),
                ("a phrase nobody wrote", "境外盗刷拒赔", bank),
                ("two characters, one branch", "柜面", branch),
            )
        ),
    ]


def _search(what: str, words: str, login: str) -> Operation:
    return Operation(f"search, {what}", _get(f"/complaints/?q={quote(words)}"), END, login)


def _get(path: str) -> Callable[[Browser, int], tuple[int, str]]:
    return lambda browser, number: browser.ask("GET", path)


def _some() -> list[tuple[int, datetime]]:
    return list(Complaint.objects.order_by("pk").values_list("pk", "registered_at")[:500])

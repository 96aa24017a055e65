"""The record as people read it: who did what, when, with what words; newest first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from huiyin.audit import log
from huiyin.audit.log import Line
from huiyin.calendars.workdays import BEIJING
from huiyin.complaints import access, numbers
from huiyin.complaints.models import (
    Contact,
    Dispute,
    Link,
    Mark,
    Party,
    Recusal,
    Reply,
    Restriction,
    Stage,
    Type,
)
from huiyin.complaints.papers import Paper
from huiyin.complaints.queries import rows as found
from huiyin.complaints.queries.names import Names, names
from huiyin.organisation.actor import Actor
from huiyin.organisation.models import OfferKind
from huiyin.policy import queries as policies

# What a line tells beside its action, in this order; everything else stays in the record.
WORDS = (
    "process", "limits", "result", "signed_by", "remedies",
    "people", "recused", "said", "what", "amount", "reason", "missing", "question", "answer", "body", "number",
    "outcome", "proof", "voucher", "file", "agenda", "minutes", "decided", "carries_out", "to_person",
    "receiving_body", "notice", "other", "into", "absorbed", "from", "released", "note",
)  # fmt: skip
# What the bank and the customer told each other; everything else happened inside the bank.
CORRESPONDENCE = (
    "register", "settle", "contact", "ask_material", "material_received", "represent", "settle_in_mandate", "reply",
    "accept", "not_accept", "follow_up", "ask_review", "stand_by", "dispute", "decline", "retype", "object", "withdraw",
    "confirm_withdrawal",
)  # fmt: skip
# Facts that are the number of another complaint.
OTHERS = ("other", "into", "absorbed", "from", "released", "instead_of", "replaced_by")
# Codes that are read in words.
CODED: dict[str, type[TextChoices]] = {
    "recusal": Recusal.Why, "restricted": Restriction,
    "way": Reply.Way, "paper": Paper, "party_kind": Party.Kind, "ended_kind": Party.Kind, "dispute": Dispute.Kind,
    "to_type": Type, "link": Link.Kind,
}  # fmt: skip
UNIT_WORDS = ("unit", "to_unit", "to_office", "receiving_unit", "successor")
NOT_CORRECTIONS = {"stage", "version", "owner_unit_id", "owner_staff_id", "due_at"}


@dataclass(frozen=True)
class Told:
    """One line; `facts` are pairs of a code and the words that stand there."""

    seq: int
    at: datetime
    kind: str
    by: str
    unit: str
    action: str
    stage_to: str
    facts: tuple[tuple[str, str], ...]
    offers: tuple[tuple[str, str], ...]
    assigned: tuple[tuple[str, str], ...]
    corrected: tuple[str, ...]
    version: int | None

    @property
    def fact(self) -> Mapping[str, str]:
        return dict(self.facts)


@dataclass(frozen=True)
class Page:
    lines: tuple[Told, ...]
    before: int | None  # the line to go on from, when there are older ones


def page(ref: str, *, seen_by: Actor, before: int | None, correspondence: bool = False) -> Page:
    """The newest lines, or the next older ones: all, or what was said between bank and customer."""
    complaint = found.complaint(ref, seen_by)
    actions = CORRESPONDENCE if correspondence else ()
    lines = log.timeline(complaint.pk, before=before, limit=found.NEWEST, actions=actions)
    return told(lines, names(found.units_in(lines), []), seen_by)


def told(lines: list[Line], known: Names, by: Actor) -> Page:
    older = lines[-1].seq if len(lines) == found.NEWEST and lines[-1].seq > 1 else None
    unseen = _unseen(lines, by)
    return Page(tuple(_told(line, known, unseen) for line in lines), older)


def _unseen(lines: list[Line], by: Actor) -> set[str]:
    """The numbers of other complaints that stand on these lines and are not for this reader."""
    refs = {str(line.payload[name]) for line in lines for name in OTHERS if line.payload.get(name)}
    ids = {numbers.complaint_id(ref): ref for ref in refs}
    known = [pk for pk in ids if pk is not None]
    seen = set(access.visible_to(by).filter(pk__in=known).values_list("pk", flat=True)) if known else set()
    return {ref for pk, ref in ids.items() if pk not in seen}


def _told(line: Line, known: Names, unseen: set[str]) -> Told:
    return Told(
        line.seq, line.at, line.actor_kind, str(line.payload.get("by", "")), known.unit(line.unit_id), line.action,
        str(Stage(line.stage_to).label) if line.stage_to and line.stage_to != line.stage_from else "",
        facts=tuple(fact for fact in _facts(line, known) if fact[1] not in unseen), offers=tuple(_offers(line)),
        assigned=tuple(_assigned(line, known)),
        corrected=tuple(_corrected(line)), version=_number(line.payload.get("opinion")),
    )  # fmt: skip


def _facts(line: Line, known: Names) -> Iterator[tuple[str, str]]:
    for name in UNIT_WORDS:
        if isinstance(unit_id := line.payload.get(name), int):
            yield name, known.unit(unit_id)
    yield from _of_units(line, known)
    for name in WORDS:
        if value := line.payload.get(name):
            yield name, str(value)
    if ground := line.payload.get("ground"):
        yield "ground", policies.policy().decline_grounds.get(str(ground), str(ground))
    yield from _entries(line)
    for name, codes in CODED.items():
        if code := line.payload.get(name):
            yield name, str(codes(str(code)).label)


def _entries(line: Line) -> Iterator[tuple[str, str]]:
    """What was entered on another complaint and belongs to this one as well."""
    entries = line.payload.get("entries")
    for each in entries if isinstance(entries, list) else ():
        at = datetime.fromisoformat(each["at"]).astimezone(BEIJING)
        yield "entry", f"{at:%m-%d %H:%M} {each['by']} {each['words']}".strip()


def _of_units(line: Line, known: Names) -> Iterator[tuple[str, str]]:
    """Several units or marks together, and what each unit that dissents said."""
    if isinstance(marks := line.payload.get("marks"), list):
        yield "marks", _("、").join(str(Mark(mark).label) for mark in marks) or _("无")
    for name in found.LISTS_OF_UNITS:
        if isinstance(units := line.payload.get(name), list) and units:
            yield name, _("、").join(known.unit(unit_id) for unit_id in units)
    dissent = line.payload.get("dissent")
    for each in dissent if isinstance(dissent, list) else ():
        yield "dissent", _("{unit}：{said}").format(unit=known.unit(each["unit"]), said=each["said"])


def _offers(line: Line) -> Iterator[tuple[str, str]]:
    offers = line.payload.get("offers")
    for each in offers if isinstance(offers, list) else ():
        yield _offer(each), each["amount"]


def _offer(each: Mapping[str, str]) -> str:
    """What was offered, from how much of a range, and what the customer said to it."""
    name = str(OfferKind(each["kind"]).label)
    if "least" in each:
        name = _("{name}（{least} 元起）").format(name=name, least=each["least"])
    if "answer" in each:
        name = _("{name}（{answer}）").format(name=name, answer=Contact.Answer(each["answer"]).label)
    return name


def _assigned(line: Line, known: Names) -> Iterator[tuple[str, str]]:
    assigned = line.payload.get("assigned")
    for each in assigned if isinstance(assigned, list) else ():
        yield known.unit(each["unit"]), each["question"]


def _corrected(line: Line) -> Iterator[str]:
    """The fields an amendment changed, by their codes."""
    changes = line.payload.get("changes")
    if line.action == "amend" and isinstance(changes, dict):
        yield from (name for name in changes if name not in NOT_CORRECTIONS)


def _number(value: object) -> int | None:
    return value if isinstance(value, int) else None

"""The rules in force, and the lists a complaint is filed by."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from huiyin.policy.models import Category, Cause, Channel

PACK = Path(__file__).parent / "packs" / "jianghai.toml"


@dataclass(frozen=True)
class Policy:
    """One bank's limits: steps in working days, the customer's in calendar days, shares from 0 to 1."""

    first_contact: int
    review: int
    refusal: int
    arbitration: int
    investigation: int
    co_handler: int
    unit_head: int
    authority: int
    audit: int
    reply: int
    rework: int
    close: int
    payment: int
    statement: int
    partner: int
    mandate: int
    consultation: int
    withdrawal: int
    statutory_simple: int
    statutory_complex: int
    silence_days: int
    follow_up_days: int
    review_right_days: int
    archive_days: int
    cumulative_days: int
    review_days: int
    long_promise_days: int
    material_days: int
    petition_days: int
    transfer_days: int
    rounds: int
    attempts: int
    representatives: int
    audit_rate: Mapping[int, float]  # by severity
    follow_up_rate: Mapping[int, float]  # by severity
    follow_up_rate_first_contact: float
    remedies: str
    objection: str  # how to object where a complaint is declined or transferred
    superior_remedies: str  # where no superior unit can review the decision
    decline_grounds: Mapping[str, str]  # in the words the customer reads, by code
    retype_grounds: Mapping[str, str]  # by the type it becomes
    evidence: Mapping[str, tuple[str, ...]]  # papers to be seen, by the kind of representative


@cache
def policy() -> Policy:
    """The pack that ships with the program; read once."""
    pack = tomllib.loads(PACK.read_text(encoding="utf-8"))
    return Policy(
        **pack["limits"], **pack["calendar_days"], **pack["counts"],
        audit_rate=_by_severity(pack["audit_rate"]), follow_up_rate=_by_severity(pack["follow_up_rate"]),
        follow_up_rate_first_contact=pack["first_contact"]["follow_up_rate"],
        remedies=pack["texts"]["remedies"].strip(), superior_remedies=pack["texts"]["superior_remedies"].strip(),
        objection=pack["texts"]["objection"].strip(),
        decline_grounds=pack["grounds"]["decline"], retype_grounds=pack["grounds"]["retype"],
        evidence={kind: tuple(papers) for kind, papers in pack["evidence"].items()},
    )  # fmt: skip


def _by_severity(table: Mapping[str, float]) -> dict[int, float]:
    return {int(severity): share for severity, share in table.items()}


def categories() -> list[Category]:
    """Level 1 and, right behind each, its level 2."""
    return list(Category.objects.select_related("parent").order_by("position"))


def causes() -> list[Cause]:
    """Level 1 and, right behind each, its level 2."""
    return list(Cause.objects.select_related("parent").order_by("position"))


def channels() -> list[Channel]:
    return list(Channel.objects.select_related("owning_unit").order_by("position"))

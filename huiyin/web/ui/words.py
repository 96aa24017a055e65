"""What codes say on the page: refusals, with their particulars made readable."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiyin.complaints.queries import lists
from huiyin.complaints.queries.names import Names, names
from huiyin.organisation.actor import Role
from huiyin.organisation.refusal import Refused
from huiyin.web.ui import times
from huiyin.web.ui.refusals import REFUSALS
from huiyin.web.ui.steps import PARTS, STEPS

UNEXPECTED = (
    gettext_lazy("这一步现在不能进行。"),
    gettext_lazy("请稍后再试；仍然不行的，把代码告诉系统管理员。"),
)
# Moments up to which something may be done.
LIMITS = ("until", "last")
# Those whom the course of events names, not a role in a unit.
BY_EVENTS = {
    "system": gettext_lazy("系统"), "next": gettext_lazy("审批链上的下一位"),
    "above": gettext_lazy("级别高于最后审批人的审批人"), "asked": gettext_lazy("被要求说明的人"),
}  # fmt: skip
UNIT_PARAMS, STAFF_PARAMS = ("unit_id",), ("staff_id",)


@dataclass(frozen=True)
class Refusal:
    """A refusal in words: the code to quote, the rule that said no, and what would satisfy it."""

    code: str
    rule: str
    way: str

    @property
    def lost_race(self) -> bool:
        return self.code in ("conflict", "stage")

    def __str__(self) -> str:
        return joined(self.rule, self.way)


def refusal(refused: Refused) -> Refusal:
    return said(refused.code, refused.params)


def said(code: str, params: Mapping[str, Any]) -> Refusal:
    rule, way = REFUSALS.get(code, UNEXPECTED)
    known = _Readable(_readable(params))
    return Refusal(code, str(rule).format_map(known), str(way).format_map(known))


def stage(code: str) -> str:
    return dict(lists.stages()).get(code, code)


def offer_kind(code: str) -> str:
    return dict(lists.offer_kinds()).get(code, code)


def role(code: str) -> str:
    return str(BY_EVENTS.get(code) or (Role(code).label if code in Role.values else code))


def who(pairs: Iterable[tuple[str, str]]) -> str:
    """Roles in the units that play the parts: “归口管理单位的归口管理员”."""
    by_part: dict[str, list[str]] = {}
    for code, part in pairs:
        by_part.setdefault("" if code in BY_EVENTS else part, []).append(role(code))
    return _("或者").join(_part(part, roles) for part, roles in by_part.items())


def _part(part: str, roles: list[str]) -> str:
    if not part:
        return listed(roles)
    return _("{part}的{roles}").format(part=PARTS.get(part, part), roles=listed(roles))


def listed(items: Iterable[object]) -> str:
    """One after the other, as the reader's language separates them."""
    return _("、").join(str(item) for item in items)


def joined(rule: str, way: str) -> str:
    """Two sentences in a row; Chinese needs no space between them."""
    return _("{rule}{way}").format(rule=rule, way=way)


def moment(at: datetime) -> str:
    return formats.date_format(timezone.localtime(at), _("n月j日 H:i"))


def money(amount: Decimal) -> str:
    return f"¥{amount:,.2f}".replace("¥-", "¥\u2212")


class _Readable(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "…"


def _readable(params: Mapping[str, Any]) -> dict[str, str]:
    found = {name: _one(name, value) for name, value in params.items()}
    known = _names(params)
    if "unit_id" in params:
        found["unit"] = known.unit(params["unit_id"])
    if "staff_id" in params:
        found["staff"] = params.get("staff") or known.person(params["staff_id"])
    if "units" in params:
        found["units"] = listed(u if isinstance(u, str) else known.unit(u) for u in params["units"])
    return found


def _names(params: Mapping[str, Any]) -> Names:
    listed = [unit for unit in params.get("units", ()) if isinstance(unit, int)]
    return names([params.get("unit_id"), *listed], [params.get("staff_id")])


def _one(name: str, value: Any) -> str:
    if name in SPOKEN:
        return str(SPOKEN[name](value))
    if isinstance(value, Decimal):
        return money(value)
    if isinstance(value, datetime):
        return times.ending(value) if name in LIMITS else moment(value)
    return str(value)


def _step(code: str) -> Any:
    return STEPS[code].name if code in STEPS else code


def _asked(value: Any) -> str:
    """One amount, or the offers one by one."""
    if isinstance(value, Decimal):
        return money(value)
    offers = [f"{offer_kind(o['kind'])} {money(Decimal(o['amount'])) if o['amount'] else ''}" for o in value]
    return listed(offer.strip() for offer in offers)


SPOKEN = {
    "step": _step,
    "stage": stage,
    "needed": lambda stages: listed(stage(code) for code in stages),
    "who": who,
    "refs": listed,
    "won_by": lambda code: STEPS[code].told if code in STEPS else code,
    "kind": offer_kind,
    "promises": lambda kinds: listed(offer_kind(kind) for kind in kinds),
    "asked": _asked,
    "paper": lambda code: dict(lists.papers()).get(code, code),
    "papers": lambda codes: listed(dict(lists.papers()).get(code, code) for code in codes),
    "where": lists.held_at,
}

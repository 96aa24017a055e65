"""The words and addresses of the strip of counters and of the scopes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiyin.complaints.queries.counters import Counter
from huiyin.complaints.queries.urgency import GROUPS
from huiyin.complaints.queries.wanted import Wanted
from huiyin.complaints.queries.worklist import Worklist
from huiyin.organisation.actor import Actor, Role
from huiyin.web.desk.worklist.filters import address
from huiyin.web.ui import times
from huiyin.web.ui.steps import Text

SCOPES: dict[str, Text] = {
    "mine": gettext_lazy("我的"), "pool": gettext_lazy("本单位待领"), "unit": gettext_lazy("本单位全部"),
}  # fmt: skip
HEADS: dict[str, Text] = {
    "over": gettext_lazy("已超期"), "today": gettext_lazy("今日到期"), "week": gettext_lazy("本周"),
    "later": gettext_lazy("以后"),
}  # fmt: skip
ORDER = ("today", "over", "approve", "confirm")
LABELS: dict[str, tuple[Text, str, str]] = {
    "today": (gettext_lazy("今日到期"), "clock-exclamation", "c-soon"),
    "over": (gettext_lazy("已超期"), "alert-triangle", "c-over"),
    "approve": (gettext_lazy("待审批"), "writing-sign", ""),
    "confirm": (gettext_lazy("待客户确认"), "message-check", ""),
}


@dataclass(frozen=True)
class Tile:
    """One counter, pressed to filter and pressed again to stop."""

    name: str
    label: Text
    icon: str
    css: str
    counter: Counter
    note: str
    url: str
    pressed: bool


@dataclass(frozen=True)
class Tab:
    name: str
    label: Text
    counter: Counter
    url: str
    current: bool


def tiles(found: Worklist, wanted: Wanted, at: datetime) -> list[Tile]:
    numbers = dict(found.counters)
    return [_tile(name, numbers[name], Wanted(found.scope), wanted, at) for name in ORDER]


def _tile(name: str, counter: Counter, scope: Wanted, wanted: Wanted, at: datetime) -> Tile:
    label, icon, css = LABELS[name]
    field = "due" if name in GROUPS else "kind"
    pressed = getattr(wanted, field) == name
    url = address(scope) if pressed else address(scope, **{field: name})
    note = NOTES[name](counter.first_at, at) if counter.first_at else str(NONE[name])
    return Tile(name, label, icon, css if counter.number else "", counter, note, url, pressed)


def tabs(found: Worklist, by: Actor) -> list[Tab]:
    widest = _("全行") if found.everything else _("归口范围") if by.has(Role.COORDINATOR) else _("管辖范围")
    return [
        Tab(s.name, SCOPES.get(s.name, widest), s.counter, address(Wanted(s.name)), s.current) for s in found.scopes
    ]


def _today(first_at: datetime, at: datetime) -> str:
    return _("最近一件 {time}").format(time=times.when(first_at, at))


def _over(first_at: datetime, at: datetime) -> str:
    return _("最长超期 {time}").format(time=times.span(at - first_at))


def _nearest(first_at: datetime, at: datetime) -> str:
    return _("最急的{time}").format(time=times.due_when(first_at, at)) if first_at < at else _today(first_at, at)


def _silence(first_at: datetime, at: datetime) -> str:
    return _("最早 {time} 期满").format(time=times.when(first_at, at))


NOTES: dict[str, Callable[[datetime, datetime], str]] = {
    "today": _today, "over": _over, "approve": _nearest, "confirm": _silence,
}  # fmt: skip
NONE: dict[str, Text] = {
    "today": gettext_lazy("今日没有到期的"), "over": gettext_lazy("没有超期的"), "approve": gettext_lazy("没有待签的"),
    "confirm": gettext_lazy("没有等客户的"),
}  # fmt: skip

"""How the complaint page says moments, amounts and what is left of a limit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django import template
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _

from huiyin.complaints.queries.choices import Choice
from huiyin.complaints.queries.due import Due
from huiyin.complaints.queries.progress import Stop
from huiyin.complaints.queries.shares import Share
from huiyin.complaints.table import STEPS
from huiyin.web.ui import steps, times, words

register = template.Library()

BYTES = 1024
CLOSED = "closed"  # waits for promises, not for a date


@register.filter
def day(at: datetime | date | None) -> str:
    if at is None:
        return ""
    return formats.date_format(timezone.localtime(at) if isinstance(at, datetime) else at, _("n月j日"))


@register.filter
def last_day(due_at: datetime) -> str:
    """A limit that ends at midnight ends with the day before."""
    return day(due_at - timedelta(seconds=1))


@register.filter
def letter_day(at: datetime) -> str:
    """Letters to customers are in Chinese, whatever the reader's language."""
    local = timezone.localtime(at)
    return f"{local.year}年{local.month}月{local.day}日"  # data


@register.filter
def letter_kind(kind: str) -> str:
    """What is offered, in the letter's language."""
    with translation.override("zh-hans"):
        return words.offer_kind(kind)


@register.filter
def remaining(due: Due) -> str:
    """What is left of a limit, or by how much it has been passed: 剩 2小时 58分, 超期 1天."""
    return times.left(due.left)


@register.filter
def in_days(due: Due) -> str:
    """The customer's limit is counted in days."""
    return times.left(due.left - timedelta(seconds=due.left.seconds) if due.left > timedelta(1) else due.left)


@register.filter
def ring(due: Due) -> str:
    """The same in the middle of a ring: 1:28, or days."""
    return times.short(due.left)


@register.filter
def tone(due: Due) -> str:
    """Time is coloured only where it presses; what is on track stays in plain ink."""
    return f"c-{due.state}" if due.state in ("soon", "over") else ""


@register.filter
def answered(shares: Sequence[Share]) -> str:
    """How many of the units at work have answered: 2 / 3; nothing when none is."""
    at_work = [share for share in shares if not share.ended]
    return f"{sum(share.state == 'answered' for share in at_work)} / {len(at_work)}" if at_work else ""


@register.filter
def stop(code: str) -> str:
    return str(steps.STOPS[code][0])


@register.filter
def is_stop(code: str) -> bool:
    """Is the stage one of the road's stops, or does it stand as a badge behind them?"""
    return code in steps.STOPS


@register.filter
def ways_back(stage: str) -> list[tuple[str, str]]:
    """The steps that bring it back, each with who may take it."""
    back = [(name, rule) for name, rule in STEPS.items() if stage in rule.frm and rule.to and stage not in rule.to]
    return [(str(steps.STEPS[name].name), words.who((w.role, w.part) for w in rule.who)) for name, rule in back]


@register.filter
def expected(stage: str, stops: Sequence[Stop]) -> str:
    """When a stop to come should be reached: by the limit of the one before it, else what the rules say of it."""
    before = stops[[stop.stage for stop in stops].index(stage) - 1]
    if before.state == "now" and before.until is not None and stage != CLOSED:
        return times.expected(before.until, timezone.now())
    return str(steps.STOPS[stage][1])


@register.filter
def told(action: str) -> str:
    """A step as the timeline tells it."""
    return str(steps.STEPS[action].told) if action in steps.STEPS else action


@register.filter
def fact(name: str) -> str:
    """What a fact on the timeline is called."""
    return str(steps.FACTS.get(name, name))


@register.filter
def field_name(code: str) -> str:
    return str(steps.FIELDS.get(code, code))


@register.filter
def why(choice: Choice) -> words.Refusal:
    """Why a step is not ready, in words."""
    return words.said(choice.why, choice.params)


@register.filter
def size(count: int) -> str:
    return f"{count / BYTES / BYTES:.1f} MB" if count >= BYTES * BYTES else f"{max(count // BYTES, 1)} KB"

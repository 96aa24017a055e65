"""Small pieces every page uses: icons, deadlines, money, moments, fields."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from django import template
from django.forms import BoundField
from django.templatetags.static import static
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = template.Library()
MINUS = "\u2212"
SOON_SHARE = 80  # per cent of a step after which it is due soon
DAY = timedelta(days=1)
MINUTES = 60


@register.simple_tag
def icon(name: str, classes: str = "") -> SafeString:
    """An icon of the sprite, hidden from screen readers: words stand beside it."""
    sprite = static("vendor/icons.svg")
    return format_html('<svg class="i {}" aria-hidden="true"><use href="{}#i-{}"/></svg>', classes, sprite, name)


@register.filter
def yuan(amount: Decimal | None) -> str:
    """¥3,286.32; the minus is a true minus."""
    if amount is None:
        return ""
    return f"{MINUS if amount < 0 else ''}¥{abs(amount):,.2f}"


@register.filter
def at(moment: datetime | None) -> str:
    """今日 16:00, 11月23日 14:32; with the year when it is another."""
    if moment is None:
        return ""
    local, today = timezone.localtime(moment), timezone.localtime().date()
    if local.date() == today:
        return _("今日 {time}").format(time=f"{local:%H:%M}")
    shape = _("n月j日 H:i") if local.year == today.year else _("Y年n月j日 H:i")
    return formats.date_format(local, shape)


@register.filter
def share(due_at: datetime, started_at: datetime) -> int:
    """How much of a step's time is gone, 0 to 100."""
    whole = (due_at - started_at).total_seconds()
    gone = (timezone.now() - started_at).total_seconds()
    return 100 if whole <= 0 else max(0, min(100, round(100 * gone / whole)))


@register.filter
def state(due_at: datetime, started_at: datetime | None = None) -> str:
    """The deadline's class: over, soon (today's working day or the last fifth of the step), or ok."""
    now = timezone.now()
    if due_at <= now:
        return "is-over"
    today = timezone.localtime(due_at).date() == timezone.localtime(now).date()
    late = started_at is not None and share(due_at, started_at) >= SOON_SHARE
    return "is-soon" if today or late else "is-ok"


@register.filter
def left(due_at: datetime) -> str:
    """剩 1小时 28分; 超期 1天 4小时."""
    rest = due_at - timezone.now()
    shape = _("剩 {time}") if rest > timedelta(0) else _("超期 {time}")
    return shape.format(time=_span(abs(rest)))


def _span(time: timedelta) -> str:
    hours, minutes = divmod(time.seconds // MINUTES, MINUTES)
    if time.days:
        return _("{days}天 {hours}小时").format(days=time.days, hours=hours)
    return _("{hours}小时 {minutes}分").format(hours=hours, minutes=minutes)


@register.inclusion_tag("ui/_due.html")
def due(due_at: datetime, started_at: datetime, words: str = "") -> dict[str, object]:
    """The one way to show a deadline in a row: words, track, step and time."""
    return {"due_at": due_at, "started_at": started_at, "words": words}


@register.inclusion_tag("ui/_dots.html")
def dots(done: int, whole: int = 8) -> dict[str, object]:
    """The stages of the main road as dots; `done` are behind, the next is now."""
    return {"marks": ["d" if n < done else "n" if n == done else "" for n in range(whole)]}


@register.inclusion_tag("ui/_field.html")
def field(bound: BoundField, hint: str = "") -> dict[str, object]:
    """A field with its label above and its hint or error below, tied together for screen readers."""
    return {"bound": bound, "hint": hint or bound.help_text}

"""The components of every page. They are given plain values and never ask the database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect, Select, Widget
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from huiyin.web.ui import times, words
from huiyin.web.ui.steps import STOPS
from huiyin.web.ui.words import Refusal

register = template.Library()
register.filter("money", lambda amount: "" if amount is None else words.money(Decimal(amount)))
register.filter("moment", lambda at: "" if at is None else words.moment(at))
register.filter("span", times.span)
register.filter("listed", words.listed)

SPRITE = "vendor/icons.svg"
MARKS = {"soon": "clock-exclamation", "over": "alert-triangle", "hold": "player-pause"}
BEHAVIOURS = (
    "sheet", "theme", "keys", "queue", "countdown", "confirm", "busy", "menu", "focus", "autosave", "copy", "network",
    "idle", "shortcuts", "submit", "panels", "neighbours",
)  # fmt: skip


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString | str:
    """One drawing of the sprite, for the eye only; the words stand beside it."""
    if not name:
        return ""
    return format_html(
        '<svg class="i {}" aria-hidden="true"><use href="{}#i-{}"/></svg>', css, static(SPRITE), name
    )


@register.simple_tag
def behaviours() -> SafeString | str:
    """The scripts, one idea each."""
    return SafeString(
        "".join(
            format_html('<script defer src="{}"></script>', static(f"ui/behaviours/{name}.js")) for name in BEHAVIOURS
        )
    )


@register.filter
def when(at: datetime | None) -> str:
    """A moment near today: 今日 16:00, 22日 10:00."""
    return "" if at is None else times.when(at, timezone.now())


@register.filter
def left(time: timedelta) -> str:
    return times.left(time)


@register.filter
def percent(share: float) -> int:
    """A whole number from 0 to 100, as the classes p-0 … p-100 need it."""
    return min(max(round(share), 0), 100)


@register.inclusion_tag("ui/parts/due.html")
def due(
    due_at: datetime, state: str, used: float, *, step: str = "", words: str = "", now: Any = None
) -> dict[str, Any]:
    """One countdown: words, track, step and time. On hold the words say what it waits for."""
    now = now or timezone.now()
    return {
        "state": state, "mark": MARKS.get(state, ""), "percent": percent(used), "due_at": due_at, "step": step,
        "words": words or times.left(due_at - now), "when": times.due_when(due_at, now), "counts": not words,
    }  # fmt: skip


@register.inclusion_tag("ui/parts/ring.html")
def ring(due_at: datetime, state: str, used: float, caption: str, now: Any = None) -> dict[str, Any]:
    """The nearest limit of one complaint."""
    time = due_at - (now or timezone.now())
    return {"state": state, "percent": percent(used), "time": times.short(time), "caption": caption, "left": time}


@register.inclusion_tag("ui/parts/dots.html")
def dots(stage: str) -> dict[str, Any]:
    """The eight stops of the main road, small."""
    stops = list(STOPS)
    # What was archived has come past all of them; what left the road has not.
    here = stops.index(stage) if stage in stops else len(stops) if stage == "archived" else -1
    return {"dots": ["d" if i < here else "n" if i == here else "" for i in range(len(stops))]}


@register.inclusion_tag("ui/parts/stepper.html")
def stepper(stops: Sequence[Mapping[str, str]]) -> dict[str, Any]:
    """The stops with their dates: name, note, state (done, now, passed_by, to_come)."""
    return {"stops": stops}


@register.inclusion_tag("ui/parts/badge.html")
def badge(text: object, kind: str = "", icon: str = "") -> dict[str, Any]:
    return {"text": text, "kind": kind, "icon": icon}


@register.inclusion_tag("ui/parts/masked.html")
def masked(value: str, reveal_url: str = "", what: object = "") -> dict[str, Any]:
    """Personal data behind its mask, with the way to ask for it in full."""
    return {"value": value, "reveal_url": reveal_url, "what": what}


@register.inclusion_tag("ui/parts/letter.html")
def letter(title: str, parts: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """What the customer will read: headed parts on paper."""
    return {"title": title, "parts": parts}


@register.inclusion_tag("ui/parts/chain.html")
def chain(places: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Who signs: title, name, limit, said, state (done, now, ahead, not_needed)."""
    return {"places": places}


@register.inclusion_tag("ui/parts/timeline.html")
def timeline(entries: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """What happened: actor, act, text, at, source, mark (n: now, w: notice)."""
    return {"entries": entries}


@register.inclusion_tag("ui/parts/field.html")
def field(bound: BoundField, placeholder: str = "") -> dict[str, Any]:
    """A field with its label above, its hint and what is wrong below; what was typed stays."""
    widget = bound.field.widget
    css = widget.attrs.get("class", "")
    if "form-" not in css:
        css = f"{css} {_class_of(widget)}".strip()
    if bound.errors and "is-invalid" not in css:
        css += " is-invalid"
    widget.attrs = {**widget.attrs, "class": css, **({"placeholder": placeholder} if placeholder else {})}
    return {"field": bound, "check": isinstance(widget, CheckboxInput)}


def _class_of(widget: Widget) -> str:
    if isinstance(widget, CheckboxInput | RadioSelect | CheckboxSelectMultiple):
        return "form-check-input"
    return "form-select" if isinstance(widget, Select) else "form-control"


@register.inclusion_tag("ui/parts/refusal.html")
def refusal(refusal: Refusal | None) -> dict[str, Any]:
    """Why a rule says no and what would satisfy it."""
    return {"refusal": refusal}


@register.inclusion_tag("ui/parts/empty.html")
def empty(
    title: object, text: object = "", url: str = "", action: object = "", icon: str = "circle-check"
) -> dict[str, Any]:
    """Nothing here, which is news: what is done and what comes next."""
    return {"title": title, "text": text, "url": url, "action": action, "icon": icon}


@register.filter
def initial(name: str) -> str:
    """The one letter in the circle."""
    return name[:1]


@register.simple_tag
def countdown_words() -> dict[str, str]:
    """What the countdown says, for the script that goes on counting."""
    return {"left": _("剩 {time}"), "over": _("超期 {time}"), "units": "|".join((_("{n}天"), _("{n}小时"), _("{n}分")))}

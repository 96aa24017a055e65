"""A list narrowed to one unit of one's reach."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db.models.expressions import RawSQL

from huiyin.calendars.workdays import BEIJING
from huiyin.complaints import access
from huiyin.complaints.access import Eyes
from huiyin.complaints.models import Participation
from huiyin.organisation import queries as organisation
from huiyin.organisation.actor import Actor
from huiyin.organisation.models import Unit
from huiyin.organisation.queries.units import in_force

LEVELS = 2


def units_of(by: Actor, *, at: datetime) -> list[tuple[int, str]]:
    """The units one may narrow the list to: those of one's reach and two levels below."""
    reach = access.reach(by)
    today = Unit.objects.filter(in_force(at.astimezone(BEIJING).date())).exclude(path=[])
    if reach is not None:
        today = today.filter(path__overlap=RawSQL("%s::int[]", [reach]))
    shown = [unit for unit in today.order_by("path") if _depth(unit, reach) < LEVELS]
    return [(each.id, each.trail) for each in organisation.choices(shown)]


def _depth(unit: Unit, reach: list[int] | None) -> int:
    """How far below the top of one's reach."""
    tops = [place for place, above in enumerate(unit.path) if above in (reach or ())]
    return len(unit.path) - 1 - (tops[0] if tops else 0)


def narrowed(eyes: Eyes, unit_id: int | None) -> Eyes:
    """One unit of one's own reach instead of all of it; of what opens by name only where that unit takes part."""
    if unit_id is None:
        return eyes
    path = Unit.objects.filter(pk=unit_id).values_list("path", flat=True).first()
    reached = path is not None and (eyes.units is None or bool(set(path) & set(eyes.units)))
    below = Unit.objects.filter(path__contains=[unit_id]).values("pk")
    taking_part = Participation.objects.filter(complaint__in=eyes.named, to_at=None, unit_id__in=below)
    named = set(taking_part.values_list("complaint_id", flat=True)) if eyes.named else set()
    return replace(eyes, units=[unit_id] if reached else [], named=sorted(named))

"""When units move, the complaints they take part in move with them: who sees them, and where their work lies."""

from __future__ import annotations

from django.db import connection, transaction

from huiyin.complaints import access
from huiyin.complaints.models import Complaint, Participation
from huiyin.organisation.models import Move

AT_ONCE = 1000
TASKS = """
UPDATE task SET path = unit.path FROM unit
 WHERE unit.id = task.unit_id AND task.path <> unit.path AND unit.id = %s
"""


def follow_moves() -> int:
    """Bring tasks and sight of the complaints of moved units to where the units are now; newest first, in portions."""
    return sum(_follow(move) for move in Move.objects.order_by("id"))


def _follow(move: Move) -> int:
    touched = list(
        Participation.objects.filter(unit_id=move.unit_id, to_at=None)
        .order_by("-complaint_id")
        .values_list("complaint_id", flat=True)
        .distinct()
    )
    for start in range(0, len(touched), AT_ONCE):
        with transaction.atomic():
            for complaint in Complaint.objects.select_for_update(no_key=True).filter(
                pk__in=touched[start : start + AT_ONCE]
            ).order_by("pk"):
                access.refresh(complaint)
                complaint.save(update_fields=["scope"])
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(TASKS, [move.unit_id])
        move.delete()
    return len(touched)

"""Everything by which a complaint stands: fields, tasks, clocks, shares, parts; two that agree here are alike."""

from __future__ import annotations

from typing import Any

from huiyin.complaints import snapshot
from huiyin.complaints.models import Assignment, Clock, Complaint, Participation, Task


def standing(complaint: Complaint) -> dict[str, Any]:
    """As it stands now; what ran only while it was away is left out."""
    complaint.refresh_from_db()
    clocks = Clock.objects.filter(complaint=complaint).exclude(rule="step:transfer")
    return {
        **snapshot.of(complaint), "entered_at": complaint.entered_at, "scope": sorted(complaint.scope),
        "tasks": _rows(Task.objects.filter(complaint=complaint), leave="id"), "clocks": _rows(clocks),
        "shares": _rows(Assignment.objects.filter(complaint=complaint)),
        "parts": sorted(Participation.objects.filter(complaint=complaint, to_at=None).values_list("part", "unit_id")),
    }  # fmt: skip


def _rows(rows: Any, *, leave: str = "") -> list[dict[str, Any]]:
    return [{k: v for k, v in row.items() if k != leave} for row in rows.order_by("pk").values()]

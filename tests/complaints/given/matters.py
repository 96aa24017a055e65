"""群体事项: complaints that share one investigation and one opinion."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from huiyin.complaints.models import Matter, Member
from tests.complaints.road import Road


def open_matter(road: Road) -> int:
    """An open matter of the coordinating office; the same one as long as it is open."""
    office = road.complaint.coordinator_unit_id
    found = Matter.objects.filter(coordinator_unit_id=office, closed_at=None).order_by("pk").first()
    made = found or Matter.objects.create(
        title="代销基金净值亏损", coordinator_unit_id=office, opened_at=road.at, opened_by=road.coordinator.pk
    )
    return made.pk


def belong(road: Road) -> None:
    """It belongs to one, at whatever stage it stands."""
    if not Member.objects.filter(complaint=road.complaint, left_at=None).exists():
        Member.objects.create(matter_id=open_matter(road), complaint=road.complaint, joined_at=road.at)


def _belonging(**given: Any) -> Callable[[Road], dict[str, Any]]:
    def details(road: Road) -> dict[str, Any]:
        belong(road)
        return given

    return details


GIVEN: dict[str, Callable[[Road], dict[str, Any]]] = {
    "join_matter": lambda road: {"matter_id": open_matter(road)},
    "leave_matter": _belonging(reason="诉求不同，单独办理"),
    "choose_representative": _belonging(chosen_by="书面推举"),
}

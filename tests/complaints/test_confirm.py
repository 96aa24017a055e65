"""confirm: the superior unit's reviewer finds nothing wrong; the file ends, with the remedies that remain."""

from __future__ import annotations

import pytest

from huiyin.complaints import verify
from huiyin.complaints.models import Accountable, Review, Stage
from huiyin.organisation.actor import Actor
from huiyin.organisation.models import StaffRole
from tests.complaints.checks import kinds, recorded, refused
from tests.complaints.road import Road, at_stage, findings
from tests.world import TODAY, person, unit

pytestmark = pytest.mark.django_db
CHECKED = {"process": "无瑕疵", "limits": "均在时限内", "result": "适用条款正确", "grounds": "原决定有合同依据"}


def reviewer_too(by: Actor) -> Actor:
    """Somebody who also reviews."""
    StaffRole.objects.create(staff_id=by.pk, unit=unit("核查组"), role="reviewer", valid_from=TODAY)
    return person(by.name)


def test_a_closed_file_is_closed_again_with_the_remedies_that_remain() -> None:
    road = at_stage(Stage.CLOSED).ask_review()
    road.do("confirm", road.reviewer, **CHECKED)
    complaint = road.complaint
    assert (complaint.stage, complaint.stood_by, kinds(road)) == (Stage.CLOSED, False, set())
    assert complaint.closed_at == road.at
    review = Review.objects.get(complaint=complaint)
    assert (review.outcome, review.reviewer_id, review.decided_at) == ("confirm", road.reviewer.id, road.at)
    assert (review.process, review.grounds) == ("无瑕疵", "原决定有合同依据")
    line = recorded(road, "confirm", road.reviewer, reason="原决定有合同依据", limits="均在时限内")
    assert "仲裁" in str(line.payload["remedies"])
    assert verify.run() == []


def test_what_was_never_closed_needs_its_findings_and_what_is_owed_is_paid_first() -> None:
    road = at_stage(Stage.REVIEWING)
    with refused("promises_unproved"):
        road.do("confirm", road.reviewer, **CHECKED)
    road.prove()
    with refused("unknown", "category"):
        road.do("confirm", road.reviewer, **CHECKED)
    road.do("confirm", road.reviewer, **CHECKED, **findings(road.lead_unit.pk))
    assert Accountable.objects.get(complaint=road.complaint).unit_id == road.lead_unit.pk
    assert verify.run() == []


def test_what_the_customer_never_accepted_ends_without_agreement() -> None:
    road = at_stage(Stage.REPLIED).refuse_for_good().ask_review()
    road.do("confirm", road.reviewer, **CHECKED, **findings(road.lead_unit.pk))
    assert (road.complaint.stage, road.complaint.stood_by, kinds(road)) == (Stage.CLOSED, True, set())
    assert verify.run() == []


def test_nobody_who_touched_it_reviews_it() -> None:
    road = at_stage(Stage.REPLIED)
    people = [reviewer_too(by) for by in (road.handler, road.head, road.coordinator, road.co, road.intake)]
    road.ask_review()
    for by in people:
        with refused("reviewer_touched_it"):
            road.do("confirm", by, **CHECKED)
    road.do("reveal", road.reviewer, reason="核对客户")
    road.do("pick", road.reviewer)
    road.do("note", road.reviewer, note="调卷")
    with refused("promises_unproved"):
        road.do("confirm", road.reviewer, **CHECKED)


def test_all_three_are_checked_by_the_reviewer_alone() -> None:
    road: Road = at_stage(Stage.REVIEWING)
    for name in CHECKED:
        with refused("empty", name):
            road.do("confirm", road.reviewer, **{**CHECKED, name: " "})
    for by in (road.coordinator, road.handler, person("沈岚"), person("高原")):
        with refused("not_yours"):
            road.do("confirm", by, **CHECKED)
    with refused("stage"):
        decided = at_stage(Stage.CLOSED).ask_review()
        decided.do("confirm", decided.reviewer, **CHECKED)
        decided.do("confirm", person("沈岚"), **CHECKED)

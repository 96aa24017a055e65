"""stand_by: a person above the last stands by the decision, and the file ends without the customer's agreement."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from huiyin.complaints import jobs, verify
from huiyin.complaints.models import Accountable, Approval, Opinion, Promise, Reply, Stage
from huiyin.complaints.queries import worklist
from huiyin.complaints.queries.wanted import Wanted
from huiyin.organisation import queries as organisation
from huiyin.organisation.actor import Actor, Role
from huiyin.organisation.models import Staff, StaffRole
from tests.complaints.checks import kinds, recorded, refused, task
from tests.complaints.road import MINUTE, MONDAY, Road, at_stage, findings, holder
from tests.world import person, unit

pytestmark = pytest.mark.django_db


def final() -> Road:
    return at_stage(Stage.REPLIED).refuse_for_good()


def president() -> Actor:
    """分行分管行长, grade 5, above 卢毅 who signed with grade 4."""
    return holder(Role.UNIT_HEAD, "广东分行")


def told(road: Road, **other: Any) -> dict[str, Any]:
    notice = {"grounds": "决定有合同依据", "way": "letter", "delivered_at": road.at, "proof": "EMS-1"}
    return {**notice, **findings(road.lead_unit.pk), "outcome": "未达成一致", **other}


def test_it_is_laid_before_the_nearest_grade_above_and_shown_there() -> None:
    road, above = final(), president()
    assert (task(road, "stand").staff_id, road.complaint.owner_staff_id) == (above.id, above.id)
    mine = worklist.rows(Wanted("mine"), by=above, at=road.at)
    assert road.ref in {row.ref for group in mine.groups for row in group.rows}
    assert verify.run() == []


def test_it_ends_without_agreement_and_the_notice_starts_the_right_to_a_review() -> None:
    road, above = final(), president()
    road.do("stand_by", above, **told(road))
    complaint = road.complaint
    assert (complaint.stage, complaint.stood_by, complaint.outcome) == (Stage.CLOSED, True, "未达成一致")
    assert (kinds(road), complaint.owner_unit_id) == (set(), None)
    assert Accountable.objects.filter(complaint=complaint, unit_id=road.lead_unit.pk, share=100).exists()
    opinion = Opinion.objects.filter(complaint=complaint).latest("version")
    assert (opinion.version, opinion.state, opinion.grounds) == (4, "approved", "决定有合同依据")
    assert Approval.objects.get(opinion=opinion).decided_by == above.id
    assert Reply.objects.get(opinion=opinion).delivered_at == road.at - MINUTE
    assert not Promise.objects.filter(complaint=complaint).exclude(state="void").exists()
    recorded(road, "stand_by", above, proof="EMS-1", reason="决定有合同依据")
    assert verify.run() == []


def test_it_is_refused_before_the_last_round_and_without_the_notice() -> None:
    road = at_stage(Stage.REPLIED)
    with refused("nothing_to_stand_by"):
        road.do("stand_by", president(), **told(road))
    road.refuse_for_good()
    for code, field, wrong in (
        ("notice_not_sent", "proof", {"proof": " "}),
        ("notice_not_sent", "delivered_at", {"delivered_at": road.at - timedelta(hours=1)}),
        ("delivered_in_future", "delivered_at", {"delivered_at": road.at + timedelta(hours=1)}),
        ("unknown", "way", {"way": "pigeon"}),
        ("empty", "grounds", {"grounds": ""}),
        ("unknown", "cause", {"cause": "nothing"}),
    ):
        with refused(code, field):
            road.do("stand_by", president(), **told(road, **wrong))


def test_only_somebody_above_the_last_may() -> None:
    road = final()
    others = (road.approver, road.head, road.coordinator, road.handler, person("杜恒"))
    for by in others[:4]:
        with refused("not_yours"):
            road.do("stand_by", by, **told(road))
    with refused("not_found"):
        road.do("stand_by", others[4], **told(road))
    road.do("stand_by", person("江澜"), **told(road))  # over the whole bank


def test_whoever_leaves_passes_it_on_to_the_next_above() -> None:
    road, above = final(), president()
    Staff.objects.filter(pk=above.pk).update(left_at=MONDAY)
    assert jobs.return_from_absent(at=road.at + MINUTE) == 1
    assert task(road, "stand").staff_id == person("江澜").id
    assert verify.run() == []


def test_where_nobody_is_above_the_top_stands_by() -> None:
    """Preferably one who did not sign; where there is no other, the very top decides once more."""
    StaffRole.objects.filter(role=Role.APPROVER, grade__gt=4).delete()
    alone = final()
    assert task(alone, "stand").staff_id == alone.approver.id
    alone.do("stand_by", alone.approver, **told(alone))
    StaffRole.objects.create(
        staff_id=person("韩松").pk,
        unit=unit("广东分行"),
        role=Role.APPROVER,
        grade=2,
        valid_from=MONDAY.date(),
    )
    road = at_stage(Stage.REPLYING).reply().refuse_for_good()
    assert task(road, "stand").staff_id == person("韩松").id
    assert verify.run() == []


def test_the_customer_may_still_come_round() -> None:
    road = final()
    road.accept()
    assert "stand" not in kinds(road)
    assert verify.run() == []


def test_neither_a_deputy_nor_a_colleague_who_signed_stands_by_it() -> None:
    """Four eyes: the seat is above the last signature, whoever sits there for the moment."""
    road, above = final(), president()
    StaffRole.objects.create(
        staff_id=road.approver.pk, unit=unit("广东分行"), role=Role.APPROVER, grade=5, valid_from=MONDAY.date(),
        deputy_for_id=above.pk,
    )  # fmt: skip
    deputy = organisation.actor(road.approver.pk, on=MONDAY.date())
    with refused("not_yours"):
        road.do("stand_by", deputy, **told(road))
    with refused("cannot_take_over", "to_staff_id"):
        road.do("hand_over", above, task_id=task(road, "stand").pk, to_staff_id=road.approver.pk)
    road.do("hand_over", above, task_id=task(road, "stand").pk)
    assert task(road, "stand").staff_id == above.pk  # no pool: the nearest above once more
    road.do("stand_by", above, **told(road))

"""propose_retype: from intake or from the lead unit, to the coordinator, naming what it is instead."""

from __future__ import annotations

import pytest

from huiyin.complaints import verify
from huiyin.complaints.models import Stage
from tests.complaints.checks import kinds, recorded, refused
from tests.complaints.road import at_stage

pytestmark = pytest.mark.django_db
ASKED = {"to_type": "credit_objection", "reason": "要求更正征信记录"}


@pytest.mark.parametrize("stage", [Stage.REGISTERED, Stage.INVESTIGATING])
def test_the_coordinator_reviews_it_with_the_proposal_on_the_record(stage: Stage) -> None:
    road = at_stage(stage)
    by = road.intake if stage == Stage.REGISTERED else road.handler
    road.do("propose_retype", by, **ASKED)
    assert (road.complaint.stage, kinds(road)) == (Stage.UNDER_REVIEW, {"review"})
    assert road.complaint.types == ["complaint"]
    recorded(road, "propose_retype", by, **ASKED)
    assert verify.run() == []


def test_it_refuses_what_it_is_already_what_nobody_knows_and_others() -> None:
    road = at_stage(Stage.INVESTIGATING)
    for to_type in ("complaint", "song"):
        with refused("unknown", "to_type"):
            road.do("propose_retype", road.handler, to_type=to_type, reason="？")
    with refused("empty", "reason"):
        road.do("propose_retype", road.handler, to_type="enquiry", reason="")
    with refused("not_yours"):
        road.do("propose_retype", road.co, **ASKED)

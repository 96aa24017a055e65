"""change: another decision in its place, once another person with the authority has signed; told by the former unit."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from huiyin.complaints import verify
from huiyin.complaints.commands import Offer
from huiyin.complaints.models import Approval, Counted, Opinion, Promise, Stage
from huiyin.organisation.actor import Actor
from tests.complaints.checks import kinds, recorded, refused, task
from tests.complaints.road import Road, at_stage
from tests.world import person, unit

pytestmark = pytest.mark.django_db
REFUND = Offer("refund", Decimal("2640.00"))


def signer() -> Actor:
    return person("江澜")


def changed(road: Road, **other: Any) -> dict[str, Any]:
    checked = {"process": "可补正", "limits": "符合", "result": "不当", "grounds": "适用条款错误"}
    blocks = {"findings": "已满 12 期", "decision": "退还违约金"}
    return {**checked, **blocks, "offers": [REFUND], "signed_by": person("江澜").id, **other}


def test_it_is_the_banks_word_and_the_former_unit_replies_anew() -> None:
    """Journey 12: change → new letter, counted as reversal of the branch."""
    road = at_stage(Stage.CLOSED).ask_review()
    road.do("change", road.reviewer, **changed(road))
    recorded(road, "change", road.reviewer, signed_by="江澜", offers=[{"kind": "refund", "amount": "2640.00"}])
    complaint, opinion = road.complaint, Opinion.objects.filter(complaint=road.complaint).latest("version")
    assert (complaint.stage, kinds(road), opinion.state) == (Stage.REVIEWING, {"approve"}, "proposed")
    assert task(road, "approve").staff_id == complaint.owner_staff_id == signer().id
    assert verify.run() == []
    for by in (road.reviewer, person("高原"), road.head):
        with refused("not_yours"):
            road.do("approve", by)
    with refused("signature_waits"):
        road.do("redo", road.reviewer, process="a", limits="b", result="c", grounds="d")
    road.do("approve", signer())
    complaint = road.complaint
    assert (complaint.stage, complaint.replying_unit_id, kinds(road)) == (Stage.REPLYING, road.lead_unit.pk, {"reply"})
    assert (complaint.acceptance, complaint.called_at, complaint.closed_at) == ("", None, None)
    assert task(road, "reply").unit_id == complaint.owner_unit_id == road.lead_unit.pk
    opinion = Opinion.objects.filter(complaint=complaint).latest("version")
    assert (opinion.by_staff_id, opinion.state, opinion.grounds) == (road.reviewer.id, "approved", "适用条款错误")
    assert Approval.objects.get(opinion=opinion).decided_by == person("江澜").id
    assert Counted.objects.get(complaint=complaint, kind="reversed").unit_ids == [road.lead_unit.pk]
    recorded(road, "approve", signer())
    assert verify.run() == []
    road.reply()
    assert Promise.objects.get(complaint=complaint, kind="refund").amount == REFUND.amount
    road.do("not_accept", road.intake, reason="还要利息")  # its share ended with the file: assigned anew
    assert (road.complaint.stage, kinds(road)) == (Stage.UNDER_REVIEW, {"review"})
    assert verify.run() == []


def test_a_new_decision_may_be_reviewed_anew_by_another_reviewer() -> None:
    road = at_stage(Stage.CLOSED).ask_review()
    road.do("change", road.reviewer, **changed(road))
    road.do("approve", signer())
    road.reply().ask_review()
    with refused("reviewer_touched_it"):
        road.do("change", road.reviewer, **changed(road))


def test_what_the_customer_refused_is_replaced_and_the_rest_stays_owed() -> None:
    kept = at_stage(Stage.REVIEWING)
    kept.do("change", kept.reviewer, **changed(kept))
    kept.do("approve", signer())
    assert kinds(kept) == {"prove", "reply"}
    road = at_stage(Stage.REPLIED).refuse_for_good().ask_review()
    road.do("change", road.reviewer, **changed(road))
    road.do("approve", signer())
    assert kinds(road) == {"reply"}
    assert road.complaint.redress == REFUND.amount
    assert verify.run() == []


def test_the_signature_must_suffice_and_is_not_the_reviewers() -> None:
    road = at_stage(Stage.REVIEWING)
    head = person("高原").id  # of the superior office, without a grade of authority
    for code, field, other in (
        ("beyond_authority", "offers", {"signed_by": head}),
        ("beyond_authority", "offers", {"offers": [Offer("refund", Decimal(600_000))]}),
        ("maker_is_checker", "signed_by", {"signed_by": road.reviewer.id}),
        ("unknown", "signed_by", {"signed_by": road.approver.id}),
        ("unknown", "signed_by", {"signed_by": 0}),
        ("empty", "decision", {"decision": " "}),
        ("amount_missing", "offers", {"offers": [Offer("refund")]}),
    ):
        with refused(code, field):
            road.do("change", road.reviewer, **changed(road, **other))
    road.do("change", road.reviewer, **changed(road, signed_by=head, offers=[]))
    assert unit("投诉管理部").pk == Approval.objects.latest("id").unit_id


def test_whoever_should_sign_may_send_it_back_to_the_reviewer() -> None:
    road = at_stage(Stage.REVIEWING)
    road.do("change", road.reviewer, **changed(road))
    road.do("send_back", signer(), reason="退还数额没有依据")
    waiting = task(road, "recheck")
    assert (road.complaint.stage, waiting.staff_id) == (Stage.REVIEWING, road.reviewer.id)
    assert Counted.objects.filter(complaint=road.complaint, kind="reversed").count() == 0
    assert verify.run() == []
    road.do("change", road.reviewer, **changed(road, offers=[]))
    road.do("approve", signer())
    assert road.complaint.stage == Stage.REPLYING


def test_only_the_reviewer_changes_it() -> None:
    road = at_stage(Stage.REVIEWING)
    for by in (road.coordinator, road.handler, person("高原")):
        with refused("not_yours"):
            road.do("change", by, **changed(road))
    with refused("stage"):
        closed = at_stage(Stage.CLOSED)
        closed.do("change", person("沈岚"), **changed(road))

"""prove: one enters the voucher, another confirms it."""

from __future__ import annotations

from typing import Any

import pytest

from huiyin.complaints import verify
from huiyin.complaints.commands import Offer
from huiyin.complaints.models import Promise, Redress, Stage
from tests.complaints.checks import kinds, recorded, refused, task
from tests.complaints.road import BEIJING, Road, at_stage

pytestmark = pytest.mark.django_db


def promise(road: Road) -> Promise:
    return Promise.objects.get(complaint=road.complaint)


def corrected(**options: Any) -> Road:
    """Replied, with a correction promised: nothing that is paid."""
    road = at_stage(Stage.INVESTIGATING, **options).answer()
    return road.propose(Offer("correction")).approve().reply()


def prove(road: Road, who: str, voucher: str = "FK-1", promise_id: int | None = None) -> None:
    road.do("prove", getattr(road, who), promise_id=promise_id or promise(road).pk, voucher=voucher)


def test_two_persons_prove_it() -> None:
    road = corrected()
    prove(road, "handler")
    entered = promise(road)
    assert (entered.state, entered.voucher, entered.entered_by) == ("entered", "FK-1", road.handler.id)
    assert "prove" in kinds(road)
    recorded(road, "prove", road.handler, state="entered", voucher="FK-1", kind="correction")
    prove(road, "head")
    assert (promise(road).state, promise(road).proved_by) == ("proved", road.head.id)
    assert "prove" not in kinds(road)
    recorded(road, "prove", road.head, state="proved")
    assert verify.run() == []


def test_money_is_proved_by_its_payment_alone() -> None:
    road = at_stage(Stage.REPLIED)
    for who in ("handler", "head"):
        with refused("pay_it", "promise_id"):
            prove(road, who)
    assert promise(road).state == "open"


def test_it_refuses_maker_as_checker_and_another_number() -> None:
    road = corrected()
    prove(road, "handler")
    with refused("maker_is_checker", "voucher"):
        prove(road, "handler")
    with refused("voucher_differs", "voucher"):
        prove(road, "head", "FK-2")
    assert promise(road).state == "entered"


def test_whoever_typed_it_wrong_corrects_it_and_it_still_takes_another() -> None:
    road = corrected()
    prove(road, "handler", "FK-9")
    prove(road, "handler", "FK-1")
    assert (promise(road).state, promise(road).voucher) == ("entered", "FK-1")
    with refused("empty", "voucher"):
        prove(road, "handler", " ")
    prove(road, "head", "FK-1")
    assert promise(road).state == "proved"


def test_the_last_proof_starts_the_day_for_closing() -> None:
    road = corrected().accept().call()
    assert task(road, "close").due_at.astimezone(BEIJING).date().isoformat() == "2026-12-01"
    road.prove()
    assert task(road, "close").due_at.astimezone(BEIJING).isoformat() == "2026-11-24T17:30:00+08:00"


def test_it_refuses_nothing_and_what_is_proved_void_or_anothers() -> None:
    road = corrected()
    with refused("empty", "voucher"):
        prove(road, "handler", "")
    other = corrected()
    with refused("nothing_to_prove", "promise_id"):
        prove(road, "handler", promise_id=promise(other).pk)
    road.prove()
    with refused("nothing_to_prove", "promise_id"):
        prove(road, "handler")


def test_only_the_owning_unit_and_only_after_the_approval() -> None:
    road = corrected()
    for who in ("coordinator", "co", "approver"):
        with refused("not_yours"):
            prove(road, who)
    prove(road, "intake")
    early = at_stage(Stage.INVESTIGATING)
    with refused("not_yours"):  # nothing is promised yet
        prove(early, "handler", promise_id=1)


def test_one_unit_does_not_prove_what_another_owes() -> None:
    road = corrected()
    theirs = promise(road)
    redress = Redress.objects.create(opinion=theirs.redress.opinion, kind="call", in_force_at=road.at)
    own = Promise.objects.create(
        complaint=road.complaint,
        redress=redress,
        kind="call",
        due_at=theirs.due_at,
        owner_unit_id=road.co_unit.pk,
    )
    with refused("not_yours"):
        prove(road, "co", promise_id=theirs.pk)
    with refused("not_yours"):
        prove(road, "handler", promise_id=own.pk)
    prove(road, "co", promise_id=own.pk)

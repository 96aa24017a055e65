"""承诺兑现: the ledger, the next act on a promise, the day's batch and its receipts."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huiyin.complaints.commands import Customer, Offer
from huiyin.complaints.models import Promise, Stage
from tests.complaints import road as roads
from tests.complaints.conftest import bank
from tests.complaints.road import LI, Road, at_stage
from tests.web.desk.visitors import an_hour_ago, desk
from tests.world import person

__all__ = ["bank"]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def just_now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roads, "MONDAY", an_hour_ago())


def page(name: str, address: str = "/promises/") -> str:
    answer = desk(person(name)).get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_ledger_shows_what_is_owed_to_whoever_sees_it_and_masks_the_payee() -> None:
    road = at_stage(Stage.REPLIED)
    assert road.ref not in page("叶岑")  # nobody has asked for the money yet
    for name in ("余静", "谭宁", "何伟", "黄珊"):
        assert road.ref in page(name), name
    assert road.ref not in page("丁一")
    assert LI.name not in page("余静")
    assert "申请付款" in page("余静")
    assert desk(person("许文博")).get("/promises/").status_code == 403
    road.request()
    assert road.ref in page("叶岑")
    road.pay()
    assert road.ref not in page("叶岑").partition('id="unsettled"')[0]
    assert road.ref in page("叶岑").partition('id="unsettled"')[2]


def test_counters_and_kinds_filter() -> None:
    paid = at_stage(Stage.REPLIED, customer=Customer(name="王五")).request()
    other = at_stage(Stage.INVESTIGATING).answer().propose(Offer("correction")).approve().reply()
    shown = {(show, kind): page("黄珊", f"/promises/?show={show}&kind={kind}") for show, kind in (
        ("pay", ""), ("ask", ""), ("", "money"), ("", "correction"), ("over", ""),
    )}  # fmt: skip
    seen = {key: (paid.ref in text, other.ref in text) for key, text in shown.items()}
    assert seen == {
        ("pay", ""): (True, False), ("ask", ""): (False, False), ("", "money"): (True, False),
        ("", "correction"): (False, True), ("over", ""): (False, False),
    }  # fmt: skip


def test_the_next_act_is_taken_on_the_ledger_and_a_refusal_says_why() -> None:
    road = at_stage(Stage.REPLIED)
    promise = Promise.objects.get(complaint=road.complaint)
    answer = desk(road.handler).post(f"/promises/{road.ref}/request_payment/", {"promise_id": promise.pk})
    assert answer.status_code == 303
    payment = {"payment_id": road.payment().pk, "voucher": "FK-771"}
    desk(road.maker).post(f"/promises/{road.ref}/pay/", payment)
    alone = desk(road.maker).post(f"/promises/{road.ref}/pay/", payment)
    assert (alone.status_code, "maker_is_checker" in alone.content.decode()) == (409, True)
    desk(road.checker).post(f"/promises/{road.ref}/pay/", payment)
    assert road.payment().state == "paid"
    desk(road.maker).post(f"/promises/{road.ref}/settle_accounts/", {**payment, "voucher": "QS-1"})
    assert road.payment().settled_by == road.maker.id
    rubbish = desk(road.maker).post(f"/promises/{road.ref}/pay/", {"payment_id": "x" * 30, "voucher": ""})
    assert rubbish.status_code == 409
    assert desk(road.maker).post("/promises/26-0000000099-Q/pay/", payment).status_code == 404


def test_the_batch_goes_out_as_a_file_and_its_receipts_come_back_line_by_line() -> None:
    road: Road = at_stage(Stage.REPLIED).request()
    other = at_stage(Stage.REPLIED, customer=Customer(name="王五")).request()
    ids = [road.payment().pk, other.payment().pk]
    sent = desk(road.maker).post("/promises/batch/", {"payment": ids, "kind": "csv"})
    assert sent.status_code == 200
    assert "attachment" in sent["Content-Disposition"]
    assert LI.name in sent.content.decode(
        "utf-8-sig"
    )  # the file is the one place where the payee stands in full
    assert desk(road.maker).post("/promises/batch/", {"payment": ids}).status_code == 409
    batch = road.payment().batch_id
    assert desk(road.checker).post(f"/promises/batch/{batch}/", {"kind": "xlsx"}).content.startswith(b"PK")
    assert desk(road.handler).post(f"/promises/batch/{batch}/").status_code == 403
    lines = f"付款编号,金额,凭证号,结果,原因\n{ids[0]},300.00,FK-5501,已付,\n{ids[1]},301.00,FK-5502,已付,\n"
    told = desk(road.maker).post(
        "/promises/receipts/", {"file": SimpleUploadedFile("回盘.csv", lines.encode())}
    )
    shown = told.content.decode()
    assert "<code>amount_differs</code>" in shown
    assert "1 / 2" in shown
    assert (road.payment().state, other.payment().state) == ("entered", "requested")
    wrong = desk(road.maker).post(
        "/promises/receipts/", {"file": SimpleUploadedFile("x.csv", b"\xff\xfe\x00")}
    )
    assert wrong.status_code == 409


def test_it_goes_on_by_key_and_asks_as_often_for_many_as_for_one(monkeypatch: pytest.MonkeyPatch) -> None:
    first = at_stage(Stage.REPLIED)
    visitor = desk(person("黄珊"))
    visitor.get("/promises/")
    with CaptureQueriesContext(connection) as few:
        visitor.get("/promises/")
    second = at_stage(Stage.REPLIED, customer=Customer(name="王五"))
    with CaptureQueriesContext(connection) as many:
        visitor.get("/promises/")
    assert len(many) == len(few)
    monkeypatch.setattr("huiyin.complaints.queries.promises.PAGE", 1)
    table = page("黄珊").partition("<tbody>")[2].partition("</tbody>")[0]
    assert (first.ref in table) != (second.ref in table)
    more = page("黄珊").partition("after=")[2].partition('"')[0]
    rest = page("黄珊", f"/promises/?after={more}").partition("<tbody>")[2].partition("</tbody>")[0]
    assert (first.ref in rest) != (first.ref in table)


def test_a_voucher_that_no_record_can_keep_is_refused() -> None:
    road = at_stage(Stage.REPLIED).request()
    for wrong in ("HX\x001", "9" * 201, " "):
        for step, name in (("pay", "voucher"), ("refuse_payment", "reason")):
            given = {"payment_id": str(road.payment().pk), name: wrong if name == "voucher" else wrong * 200}
            answer = desk(person("叶岑")).post(f"/promises/{road.ref}/{step}/", given)
            assert answer.status_code == 409, (step, wrong[:5])
    assert road.payment().state == "requested"

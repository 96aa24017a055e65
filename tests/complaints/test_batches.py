"""The day's payments go out in one file and come back in one; each line stands for itself."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from huiyin.audit import log
from huiyin.complaints import commands, payfile, verify
from huiyin.complaints.commands import Customer
from huiyin.complaints.models import Batch, Payment, Stage
from huiyin.organisation.sheets import workbook
from tests.complaints.checks import refused
from tests.complaints.road import MINUTE, Road, at_stage

pytestmark = pytest.mark.django_db
NAMES = ("=cmd|' /C calc'!A0", "王五", "赵六")


def requested() -> list[Road]:
    return [
        at_stage(Stage.REPLIED, customer=Customer(name=name, card=f"622202100011234567{n}")).request()
        for n, name in enumerate(NAMES)
    ]


def batched(roads: list[Road]) -> Batch:
    ids = [road.payment().pk for road in roads]
    return commands.batch(ids, by=roads[0].maker, at=roads[0].at + MINUTE)


@pytest.mark.parametrize("kind", payfile.KINDS)
def test_the_file_names_payee_and_account_and_that_stands_on_each_record(kind: str) -> None:
    roads = requested()
    made = batched(roads)
    assert (made.count, made.total) == (3, Decimal(900))
    slips = commands.batch_slips(made.pk, by=roads[0].maker, at=roads[0].at + MINUTE)
    content = payfile.write(slips, kind)
    rows = next(iter(workbook.read(content).values())) if kind == "xlsx" else payfile._rows(content)
    line = dict(zip(rows[0], rows[2], strict=True))
    assert (line["收款人"], line["收款账号"], line["金额"]) == ("王五", "6222021000112345671", "300.00")
    assert (line["付款编号"], line["投诉编号"]) == (str(roads[1].payment().pk), roads[1].ref)
    # In a workbook every cell is words; a CSV says so with an apostrophe.
    assert rows[1][4] == (NAMES[0] if kind == "xlsx" else f"'{NAMES[0]}")
    told = log.timeline(roads[1].complaint.pk, limit=1)[0]
    assert (told.action, told.actor_id, told.payload["batch"]) == ("reveal", roads[1].maker.id, made.pk)
    assert told.payload["shown"] == ["name", "card"]
    assert payfile.read(content)[0].payment_id == roads[0].payment().pk
    assert verify.run() == []


def test_what_went_out_goes_out_in_no_second_batch_and_by_nobody_else() -> None:
    roads = requested()
    with refused("not_yours"):
        commands.batch([roads[0].payment().pk], by=roads[0].handler, at=roads[0].at)
    made = batched(roads[:2])
    for again in (roads[:2], roads):
        with refused("not_to_be_batched"):
            batched(again)
    with refused("not_found"):
        commands.batch_slips(made.pk, by=roads[0].handler, at=roads[0].at)
    # The same batch may be drawn again when the file was lost; what came back meanwhile is not in it any more.
    roads[0].do("refuse_payment", roads[0].checker, payment_id=roads[0].payment().pk, reason="退汇")
    slips = commands.batch_slips(made.pk, by=roads[0].checker, at=roads[0].at + MINUTE)
    assert [slip.payment_id for slip in slips] == [roads[1].payment().pk]


def receipt(road: Road, row: int, **changed: Any) -> payfile.Receipt:
    payment = road.payment()
    sound = payfile.Receipt(row, payment.pk, payment.amount, f"FK-{payment.pk}", paid=True, reason="")
    return replace(sound, **changed)


def codes(outcomes: list[commands.Outcome]) -> list[str]:
    return [outcome.refused.code if outcome.refused else "" for outcome in outcomes]


def test_receipts_enter_and_a_second_officer_releases_line_by_line() -> None:
    one, two, three = roads = requested()
    batched(roads)
    lines = [
        receipt(one, 2), receipt(one, 3), receipt(two, 4, amount=Decimal(299)), receipt(three, 5, paid=None),
        receipt(two, 6, payment_id=999_999), receipt(three, 7, voucher=f"FK-{one.payment().pk}"),
    ]  # fmt: skip
    taken = commands.receipts(lines, by=one.maker, at=one.at + MINUTE)
    assert codes(taken) == ["", "twice_in_file", "amount_differs", "unreadable_result", "nothing_to_pay",
                            "twice_in_file"]  # fmt: skip
    later = [
        receipt(two, 2, voucher=f"FK-{one.payment().pk}"),
        receipt(three, 3, paid=False, reason="户名不符"),
    ]
    # Whoever sent the batch out does not say alone that some of it came back.
    assert codes(commands.receipts(later, by=one.maker, at=one.at + MINUTE)) == ["voucher_used", "maker_is_checker"]
    assert codes(commands.receipts(later, by=one.checker, at=one.at + MINUTE)) == ["voucher_used", ""]
    assert [road.payment().state for road in roads] == ["entered", "requested", "refused"]
    assert codes(commands.receipts([receipt(one, 2)], by=one.maker, at=one.at + MINUTE)) == [
        "maker_is_checker"
    ]
    assert codes(commands.receipts([receipt(one, 2)], by=one.checker, at=one.at + MINUTE)) == [""]
    assert one.payment().state == "paid"
    assert codes(commands.receipts([receipt(one, 2)], by=one.handler, at=one.at + MINUTE)) == ["not_yours"]
    assert verify.run() == []


def test_a_file_of_receipts_is_read_as_people_fill_it_in() -> None:
    lines = [
        "付款编号,金额,凭证号,结果,原因",
        '7,"1,300.50",FK-1,已付,',
        ",,,,",
        "x,¥9,,退汇,户名不符",
        "8,?,,?,",
    ]
    content = "\r\n".join(lines)
    found = payfile.read(content.encode("gb18030"))
    assert found == [
        payfile.Receipt(2, 7, Decimal("1300.50"), "FK-1", True, ""),
        payfile.Receipt(4, None, Decimal(9), "", False, "户名不符"),
        payfile.Receipt(5, 8, None, "", None, ""),
    ]
    with refused("receipt_columns", "file"):
        payfile.read("编号,金额\r\n".encode())
    for rubbish in (b"", b"\xff\xfe\x00", b"PK\x03\x04rubbish"):
        with pytest.raises(commands.Refused):
            payfile.read(rubbish)
    assert Payment.objects.count() == 0

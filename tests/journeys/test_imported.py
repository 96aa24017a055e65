"""Complaints other people wrote, taken in from a spreadsheet and down the main road; their texts stay in the folder."""

from __future__ import annotations

import os
from itertools import islice
from pathlib import Path

import pytest
from playwright.sync_api import expect

from huiyin.cli import imports
from huiyin.cli.main import parser
from huiyin.complaints import verify
from huiyin.organisation.actor import Role
from tests.complaints import road
from tests.journeys.desk import sign, unit_id

DATA = Path(os.environ.get("HUIYIN_TEST_DATA", "/nonexistent"))
PETITIONS = DATA / "zh_petitions" / "附件3_前300_transcoded_GB18030.csv"
HOW_MANY = 2
BANK, DESK = "电子银行部", "电银部客户服务处"  # who takes messages in, and who coordinates them

pytestmark = [
    pytest.mark.browser,
    pytest.mark.data,
    pytest.mark.skipif(not PETITIONS.exists(), reason="HUIYIN_TEST_DATA names no folder with zh_petitions"),
]


def test_real_messages_go_down_the_main_road(at_the_desk):
    intake, handler, head, calling = (
        road.holder(role, unit).name
        for role, unit in (
            (Role.INTAKE, BANK), (Role.HANDLER, BANK), (Role.UNIT_HEAD, BANK), (Role.FOLLOW_UP, DESK),
        )
    )  # fmt: skip
    coordinator = road.holder(Role.COORDINATOR, DESK).name
    desks = {name: at_the_desk(name) for name in (intake, coordinator, handler, head, calling)}
    for ref in taken_in():
        for name in desks:
            assert desks[name].see(ref) == 200
        desks[intake].do("submit")
        desks[coordinator].see(ref)
        desks[coordinator].do("assign", lead_unit=unit_id(BANK), lead_question="请核实并提出处理意见")
        desks[handler].see(ref)
        written = {"findings": "反映的情况属实。", "grounds": "本行服务规范。", "decision": "致歉并整改。"}
        desks[handler].do("propose", **written, kind_1="apology_oral")
        sign(ref, desks.__getitem__, [head], auditor=coordinator)
        desks[handler].see(ref)
        desks[handler].do("reply", way="phone", proof="R-20260001")
        desks[intake].see(ref)
        desks[intake].do("accept", proof="R-20260002")
        desks[calling].see(ref)
        if desks[calling].may("follow_up"):  # drawn for a call
            desks[calling].do("follow_up", reached="yes", process_satisfied="yes", result_satisfied="yes")
        keep_what_was_promised(desks, ref, handler, head)
        desks[coordinator].see(ref)
        desks[coordinator].do("close", cause=road.cause(), liability="none", outcome="已答复，客户接受。")
        expect(desks[coordinator].text()).to_contain_text("办结结论")
    assert verify.run() == []


def taken_in() -> list[str]:
    """The first of the file, as `huiyin import` registers them."""
    job = imports.prepare(PETITIONS, parser().parse_args(["import", str(PETITIONS), "--yes"]))
    return [outcome.ref for outcome in islice(imports.outcomes(job, dry_run=False), HOW_MANY)]


def keep_what_was_promised(desks, ref, *two) -> None:
    for name in two:
        desks[name].see(ref)
        if desks[name].may("prove"):
            desks[name].prove("XF-0001")

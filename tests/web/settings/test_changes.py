"""机构变更: tried, sent on, confirmed by another, and told apart in the list."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from huiyin.complaints.models import Stage
from huiyin.organisation.models import Reorganisation, Unit
from tests.complaints.conftest import bank
from tests.complaints.road import at_stage
from tests.web.desk.visitors import desk
from tests.world import person, staff, unit

__all__ = ["bank"]
pytestmark = pytest.mark.django_db
CHANGES = "/settings/changes/"


def address(name: str) -> str:
    return f"/settings/units/{unit(name).pk}/change/"


def asked(kind: str, target: str = "", **more: str) -> dict[str, str]:
    on = timezone.localdate() + timedelta(days=30)
    return {"kind": kind, "target_id": str(unit(target).pk) if target else "", "on": f"{on}", **more}


def test_a_trial_counts_what_would_move_and_changes_nothing() -> None:
    road = at_stage(Stage.INVESTIGATING)
    shown = desk(person("严管")).get(address("天河支行"), asked("merge", "越秀支行")).content.decode()
    assert "可以进行" in shown and "待办任务" in shown and road.ref in shown
    assert road.complaint.title not in shown  # whoever administers may not read complaints
    shown = desk(person("严管")).get(address("天河支行"), asked("close")).content.decode()
    assert "不能进行" in shown and "work_goes_nowhere" in shown
    assert not Reorganisation.objects.exists()


def test_one_drafts_another_confirms_and_either_drops() -> None:
    admin, security = desk(person("严管")), desk(person("安全"))
    sent = admin.post(address("卡中心权益组"), asked("move", "网络金融部", reason="江银发〔2026〕40 号"))
    assert sent.status_code == 303
    row = Reorganisation.objects.get()
    assert "复核 卡中心权益组" not in admin.get(CHANGES).content.decode()
    admin.post(CHANGES, {"do": "confirm", "id": row.pk})
    row.refresh_from_db()
    assert row.confirmed_at is None
    assert "复核 卡中心权益组" in security.get(CHANGES).content.decode()
    security.post(CHANGES, {"do": "confirm", "id": row.pk})
    row.refresh_from_db()
    assert row.confirmed_by_id == person("安全").pk
    admin.post(CHANGES, {"do": "drop", "id": row.pk})
    row.refresh_from_db()
    assert row.dropped_at is not None
    assert Unit.objects.get(pk=row.unit_id).parent_id == unit("信用卡中心").pk


def test_it_says_what_is_wrong_with_a_draft() -> None:
    admin = desk(person("严管"))
    for given in (
        asked("merge"),
        asked("merge", "天河支行", reason="x"),
        asked("move", "越秀支行"),
        {"kind": "x"},
        {},
    ):
        assert admin.post(address("天河支行"), given).status_code == 422
    for query in (
        "?on=x",
        "?on=2026-01-01&kind=move",
        "?kind=close",
        "?on=9999-12-31&kind=close&target_id=x",
    ):
        assert admin.get(address("天河支行") + query).status_code == 200
    assert admin.get("/settings/units/999999/change/").status_code == 404
    assert desk(person("安全")).post(address("天河支行"), asked("close")).status_code == 403
    assert desk(person("审计")).post(CHANGES, {"do": "confirm", "id": 1}).status_code == 403
    assert desk(person("余静")).get(CHANGES).status_code == 403
    assert admin.post(CHANGES, {"do": "confirm", "id": "x"}).status_code == 303


def test_nobody_is_let_go_while_work_rests_on_the_person() -> None:
    road = at_stage(Stage.INVESTIGATING)
    road.do("pick", road.handler)
    admin, login = desk(person("严管")), staff("余静").login
    given = {"login": login, "on": f"{timezone.localdate()}"}
    refused = admin.post("/settings/people/", given)
    assert refused.status_code == 422 and "还有 1 项任务在此人手上" in refused.content.decode()
    assert desk(person("安全")).post("/settings/people/", given).status_code == 403
    for wrong in ({}, given | {"login": "nobody"}, given | {"on": "9999-12-31"}):
        assert admin.post("/settings/people/", wrong).status_code == 422
    road.do("put_back", road.handler)
    assert admin.post("/settings/people/", given).status_code == 303
    assert staff("余静").left_at is not None

"""Duty and hand-over, and a change of the tree, in a real browser."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from huiyin.complaints.models import Stage, Task
from huiyin.organisation import commands as organisation
from huiyin.organisation.models import Reorganisation
from tests.complaints.many import many
from tests.world import person, staff, unit

pytestmark = pytest.mark.browser
LOOKS = [("light", "zh-hans", 1440), ("dark", "en", 1440), ("light", "en", 390), ("dark", "zh-hans", 390)]


def busy() -> None:
    """余静 holds work, is about to be away, and a weekend is covered in part."""
    now, head = timezone.now(), person("何伟")
    many(6, stage=Stage.INVESTIGATING, at=now, units=[unit("天河支行")], staff_id=staff("余静").pk)
    day = timezone.localdate()
    organisation.enter_absence(
        staff("余静").pk,
        from_day=day + timedelta(days=3),
        to_day=day + timedelta(days=9),
        why="年休假",
        by=head,
        at=now,
    )
    begins = now + timedelta(hours=6)
    organisation.enter_duty(
        unit("天河支行").pk, staff_id=staff("谭宁").pk, starts_at=begins, ends_at=begins + timedelta(hours=12), by=head,
        at=now,
    )  # fmt: skip


@pytest.fixture
def busy_site(site: str) -> str:
    busy()
    return site


def test_duty_is_open_to_everybody(busy_site, visit):
    wrong = []
    for theme, language, width in LOOKS:
        head = visit(busy_site, "何伟", theme=theme, language=language, width=width, start="")
        assert head.open(f"/duty/?person={staff('余静').pk}") == 200
        wrong += head.faults()
        other = visit(busy_site, "余静", theme=theme, language=language, width=width, start="")
        assert other.open("/duty/") == 200
        wrong += other.faults()
    for width in (320, 768, 1180):
        head = visit(busy_site, "何伟", language="en", width=width, start="")
        head.open(f"/duty/?person={staff('余静').pk}")
        wrong += head.faults(axe=False)
    assert not wrong


def test_a_head_hands_all_of_it_over(busy_site, visit):
    head = visit(busy_site, "何伟", start="")
    head.open(f"/duty/?person={staff('余静').pk}")
    head.page.check("#handover [data-all]")
    head.follow("#handover button[value=hand_over]")
    expect(head.page.get_by_role("status").first).to_contain_text("已交接 6 项")
    expect(head.page.locator("#handover")).to_contain_text("手上没有任务")
    assert not Task.objects.filter(staff_id=staff("余静").pk).exists()


def test_a_change_is_tried_sent_on_and_confirmed(busy_site, visit):
    wrong, address = [], f"/settings/units/{unit('天河支行').pk}/change/"
    on = f"{timezone.localdate():%Y}-12-31"
    tried = f"{address}?kind=merge&target_id={unit('越秀支行').pk}&on={int(on[:4]) + 1}-12-31"
    admin = visit(busy_site, "严管")
    admin.open(tried)
    expect(admin.page.locator("#tried")).to_contain_text("待办任务")
    admin.page.fill("#change_reason", "江银发〔2026〕41 号")
    admin.follow("main button.btn-primary")
    assert Reorganisation.objects.get().confirmed_at is None
    for theme, language, width in LOOKS:
        other = visit(busy_site, "安全", theme=theme, language=language, width=width, start="")
        for page in (tried, "/settings/changes/", f"/settings/units/?unit={unit('天河支行').pk}"):
            assert other.open(page) == 200
            wrong += other.faults()
    assert not wrong
    security = visit(busy_site, "安全")
    security.open("/settings/changes/")
    security.follow("button[value=confirm]")
    assert Reorganisation.objects.get().confirmed_by_id == staff("安全").pk

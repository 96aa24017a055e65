from __future__ import annotations

import pytest

from huiyin.policy import commands, queries
from huiyin.policy.commands import ChannelFacts, Leaf
from huiyin.policy.models import Category, Channel
from tests.organisation.conftest import bank
from tests.world import unit

__all__ = ["bank"]


def test_the_pack_carries_the_demo_policys_limits() -> None:
    policy = queries.policy()
    road = (
        policy.review,
        policy.investigation,
        policy.unit_head,
        policy.authority,
        policy.audit,
        policy.reply,
    )
    assert sum(road) == 10
    assert (policy.first_contact, policy.refusal, policy.arbitration, policy.co_handler) == (1, 1, 1, 3)
    assert (policy.statutory_simple, policy.statutory_complex) == (15, 30)
    assert (policy.silence_days, policy.follow_up_days, policy.review_right_days) == (7, 7, 30)
    assert (policy.rounds, policy.attempts, policy.payment, policy.rework, policy.close) == (2, 3, 5, 5, 1)


def test_audits_are_drawn_by_severity() -> None:
    assert queries.policy().audit_rate == {1: 0.05, 2: 0.20, 3: 1.0}
    assert set(queries.policy().follow_up_rate) == {1, 2, 3}
    assert 0 < queries.policy().follow_up_rate_first_contact < 1


def test_the_remedies_name_every_way_that_is_left() -> None:
    for way in ("核查", "调解", "仲裁", "诉讼", "30 日"):
        assert way in queries.policy().remedies


@pytest.mark.usefixtures("bank")
@pytest.mark.django_db
class TestLists:
    def test_categories_come_level_by_level(self) -> None:
        names = [c.name for c in queries.categories()]
        assert names[:5] == ["人民币储蓄", "存取款", "利息", "挂失", "继承"]
        tops = [c.name for c in queries.categories() if c.parent is None]
        assert len(tops) == 15
        assert {"信用卡", "债务催收", "个人金融信息"} <= set(tops)
        assert Category.objects.get(name="账单分期").parent == Category.objects.get(
            name="信用卡", parent=None
        )

    def test_causes_have_the_thirteen_names_of_the_standard(self) -> None:
        assert len([c for c in queries.causes() if c.parent is None]) == 13
        assert {"风控误伤", "部门衔接", "未提示费用"} <= {c.name for c in queries.causes()}

    def test_every_channel_is_published_with_its_owner(self) -> None:
        channels = {c.code: c for c in queries.channels()}
        assert len(channels) == 19
        assert all(c.published and c.hours and c.acknowledge and c.proof for c in channels.values())
        assert channels["HOT"].owning_unit == unit("客户服务中心")
        assert channels["PET"].owning_unit == unit("信访办")
        assert channels["CTR"].owning_unit is None
        referrals = {code for code, channel in channels.items() if channel.referral}
        assert referrals == {"REG", "PBC", "GOV", "PET", "CCC", "MED"}

    def test_the_lists_take_one_query_each(self, django_assert_num_queries: pytest.FixtureRequest) -> None:
        for read in (queries.categories, queries.causes):
            with django_assert_num_queries(1):  # type: ignore[operator]
                assert [x.parent and x.parent.name for x in read()]
        with django_assert_num_queries(1):  # type: ignore[operator]
            assert [c.owning_unit and c.owning_unit.name for c in queries.channels()]

    def test_setting_up_again_brings_the_lists_up_to_date(self) -> None:
        before = Category.objects.get(code="01").pk
        commands.set_up(
            categories=[Leaf("01", "存款"), Leaf("01.99", "大额取现", "01")],
            causes=[],
            channels=[ChannelFacts("HOT", "客服热线 95000", "KFZX", "24 小时", "即时短信", "录音")],
        )
        renamed = Category.objects.get(code="01")
        assert (renamed.pk, renamed.name) == (before, "存款")
        assert Category.objects.get(code="01.99").parent == renamed
        assert Channel.objects.get(code="HOT").name == "客服热线 95000"
        assert Channel.objects.count() == 19

from __future__ import annotations

import pytest

from huiyin.audit.models import Act
from huiyin.organisation import commands
from huiyin.organisation.actor import SYSTEM
from huiyin.organisation.models import Staff
from huiyin.organisation.refusal import Refused
from tests.world import FOUNDING, staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bank")]


def test_a_password_is_handed_out_once_and_stands_on_the_record_without_its_words() -> None:
    password = commands.hand_out_password("yu.jing", by=SYSTEM, at=FOUNDING)
    assert staff("余静").check_password(password)
    act = Act.objects.get(action="hand_out_password")
    assert (act.subject, act.actor_name) == ("staff:yu.jing", "系统")
    assert password not in act.body


@pytest.mark.parametrize("login", ["nobody", "yu.jing"])
def test_it_is_refused_to_strangers_and_leavers(login: str) -> None:
    Staff.objects.filter(login="yu.jing").update(left_at=FOUNDING)
    with pytest.raises(Refused, match="no_such_account"):
        commands.hand_out_password(login, by=SYSTEM, at=FOUNDING)

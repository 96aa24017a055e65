"""Accounts: who may sign in."""

from __future__ import annotations

import secrets
from datetime import date, datetime, time

from django.db import transaction

from huiyin.audit import log
from huiyin.calendars.workdays import BEIJING, day_of
from huiyin.organisation.actor import Actor, Role
from huiyin.organisation.models import Staff
from huiyin.organisation.refusal import Refused

KEEPERS = (Role.SYSTEM_ADMIN,)
LENGTH = 12  # bytes of randomness: 16 characters


def hand_out_password(login: str, *, by: Actor, at: datetime) -> str:
    """Give a member of staff a new password, told once to whoever asked and kept nowhere in clear."""
    with transaction.atomic():
        staff = Staff.objects.select_for_update(no_key=True).filter(login=login, left_at=None).first()
        if staff is None:
            raise Refused("no_such_account", field="login", login=login)
        password = secrets.token_urlsafe(LENGTH)
        staff.set_password(password)
        staff.save(update_fields=["password"])
        log.act(at=at, by_id=by.id, by_name=by.name, action="hand_out_password", subject=f"staff:{login}")
    return password


@transaction.atomic
def let_go(login: str, *, by: Actor, at: datetime, on: date) -> None:
    """A member of staff has left: signs in no more and holds no role from that day; the doors ask what stays open."""
    if not by.has(*KEEPERS):
        raise Refused("not_administrator")
    staff = Staff.objects.select_for_update(no_key=True).filter(login=login, left_at=None).first()
    if staff is None:
        raise Refused("no_such_account", field="login", login=login)
    if on > day_of(at):
        raise Refused("in_the_future", field="on")
    staff.left_at = datetime.combine(on, time(), BEIJING)
    staff.save(update_fields=["left_at"])
    after = {"left": on.isoformat()}
    log.act(at=at, by_id=by.id, by_name=by.name, action="let_go", subject=f"staff:{login}", after=after)

"""How limits and moments are said, the same in rows, rings and on the phone."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.utils import formats, timezone
from django.utils.translation import gettext as _

DAY = timedelta(days=1)
HOUR, MINUTE = 3600, 60
MIDNIGHT = time(0)


def left(time: timedelta) -> str:
    """What is left of a limit, or by how much it has been passed: 剩 2小时 58分, 超期 1天 4小时."""
    if time < timedelta():
        return _("超期 {time}").format(time=span(-time))
    return _("剩 {time}").format(time=span(time))


def span(time: timedelta) -> str:
    """The two largest units: 6天 4小时, 2小时 58分, 12分."""
    hours, minutes = time.seconds // HOUR, time.seconds % HOUR // MINUTE
    if time >= DAY:
        parts = [_("{n}天").format(n=time.days), _("{n}小时").format(n=hours) if hours else ""]
    elif hours:
        parts = [_("{n}小时").format(n=hours), _("{n}分").format(n=minutes) if minutes else ""]
    else:
        parts = [_("{n}分").format(n=minutes)]
    return " ".join(part for part in parts if part)


def short(time: timedelta) -> str:
    """The same inside a ring: 2:58, 6天, +1天."""
    sign, time = ("+" if time < timedelta() else ""), abs(time)
    if time >= DAY:
        return sign + _("{n}天").format(n=time.days)
    return f"{sign}{time.seconds // HOUR}:{time.seconds % HOUR // MINUTE:02d}"


def when(at: datetime, now: datetime) -> str:
    """今日 16:00, 22日 10:00 in this month, else 12月8日 10:00; midnight ends the day before: 22日 24:00."""
    local, today = timezone.localtime(at), timezone.localtime(now)
    clock = formats.date_format(local, "H:i")
    if local.time() == MIDNIGHT:
        local, clock = local - DAY, "24:00"
    if local.date() == today.date():
        return _("今日 {time}").format(time=clock)
    near = (local.year, local.month) == (today.year, today.month)
    day = formats.date_format(local, _("j日") if near else _("n月j日"))
    return f"{day} {clock}"


def ending(at: datetime) -> str:
    """The end of a limit by its day: 12月8日 17:30; midnight ends the day before: 12月8日 24:00."""
    local = timezone.localtime(at)
    if local.time() != MIDNIGHT:
        return formats.date_format(local, _("n月j日 H:i"))
    return f"{formats.date_format(local - DAY, _('n月j日'))} 24:00"


def due_when(at: datetime, now: datetime) -> str:
    """When a limit ends, or should have been met."""
    return expected(at, now) if at < now else when(at, now)


def expected(at: datetime, now: datetime) -> str:
    """The limit by which something should be done: 应于今日 16:00."""
    return _("应于{time}").format(time=_said_after(when(at, now)))


def _said_after(moment: str) -> str:
    """应于今日 11:30, but 应于 22日 10:00."""
    return f" {moment}" if moment[:1].isdigit() else moment

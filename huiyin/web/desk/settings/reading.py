"""What the settings pages share: who may read them, the day they show, and words for codes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from huiyin.organisation.actor import Role
from huiyin.web.desk.http import StaffRequest, only
from huiyin.web.ui.nav import ADMINISTRATORS
from huiyin.web.ui.steps import Text

KINDS: Mapping[str, Text] = {
    "head_office": _("总行"), "department": _("部门"), "centre": _("中心"), "branch": _("分行"),
    "sub_branch": _("支行"), "team": _("组"), "committee": _("委员会"), "partner": _("合作机构"),
}  # fmt: skip
administrators: Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]] = only(*ADMINISTRATORS)


def today(request: StaffRequest) -> date:
    return timezone.localtime(request.at).date()


def may_change(request: StaffRequest) -> bool:
    """Only the system administrator changes the bank; the others read, each for their own reasons."""
    return request.actor.has(Role.SYSTEM_ADMIN)


def number(request: StaffRequest, name: str, default: int = 0) -> int:
    """A whole number of the address, or the default: an address typed by hand is no mistake of ours."""
    given = request.GET.get(name, "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else default

"""The frame around every page: which doors this person may open, and how the page looks to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from huiyin.complaints.access import READERS
from huiyin.organisation.actor import Actor, Role
from huiyin.web.ui.who import actor_of

ADMINISTRATORS = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)
SIGNERS = (Role.APPROVER, Role.UNIT_HEAD, Role.COORDINATOR)


@dataclass(frozen=True)
class Item:
    """One line of the navigation; `roles` are those it is for."""

    name: str
    words: str | Promise
    icon: str
    roles: frozenset[str] = READERS
    tab: bool = False


@dataclass(frozen=True)
class Link:
    url: str
    words: str | Promise
    icon: str
    current: bool
    tab: bool


DESK = (
    Item("desk:worklist", _("工作台"), "inbox", tab=True),
    Item("desk:register", _("登记投诉"), "phone-plus", frozenset({Role.INTAKE}), tab=True),
    Item("desk:complaints", _("投诉件"), "files", tab=True),
    Item("desk:approvals", _("意见审批"), "writing-sign", frozenset(SIGNERS), tab=True),
)
SETTINGS = (
    Item("desk:settings-units", _("组织机构"), "sitemap", frozenset(ADMINISTRATORS), tab=True),
    Item("desk:settings-people", _("岗位与人员"), "id-badge-2", frozenset(ADMINISTRATORS), tab=True),
    Item("desk:settings-authority", _("授权矩阵"), "stairs-up", frozenset(ADMINISTRATORS), tab=True),
    Item("desk:settings-channels", _("渠道登记簿"), "signal-4g", frozenset(ADMINISTRATORS)),
    Item("desk:settings-trees", _("分类与原因"), "category", frozenset(ADMINISTRATORS)),
    Item("desk:settings-calendar", _("工作日历"), "calendar-cog", frozenset(ADMINISTRATORS)),
    Item("desk:settings-import", _("导入与导出"), "upload", frozenset({Role.SYSTEM_ADMIN})),
)
PROFILE = Item("desk:profile", _("我的"), "user-circle", frozenset(Role.values), tab=True)
HELP = Item("desk:help", _("帮助与快捷键"), "help-circle", frozenset(Role.values))


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context of the base page."""
    by = actor_of(request) if hasattr(request, "user") else None
    groups = [(title, _links(items, by, request.path)) for title, items in (("", DESK), (_("系统管理"), SETTINGS))]
    return {
        "by": by,
        "posts": _posts(by),
        "nav": [(title, links) for title, links in groups if links],
        "foot": _links((HELP,), by, request.path),
        "tabs": [link for _t, links in groups for link in links if link.tab] + _links((PROFILE,), by, request.path),
        "theme": _theme(request),
        "lang": "zh-CN" if (get_language() or "").startswith("zh") else "en",
        "keys": "on" if getattr(request.user, "single_keys", True) else "off",
    }


def _theme(request: HttpRequest) -> str:
    chosen = getattr(request.user, "theme", "") or request.COOKIES.get("theme", "auto")
    return chosen if chosen in ("light", "dark") else "auto"


def _links(items: tuple[Item, ...], by: Actor | None, here: str) -> list[Link]:
    """Only what this person may open; what is not built is not linked."""
    links = []
    for item in items:
        url = _url(item.name)
        if by is None or url is None or not by.has(*item.roles):
            continue
        current = here == url or (here.startswith(url) and url != "/")
        links.append(Link(url, item.words, item.icon, current, item.tab))
    return links


def _url(name: str) -> str | None:
    try:
        return reverse(name)
    except NoReverseMatch:
        return None


def _posts(by: Actor | None) -> str:
    """The first roles held, in words: 审批人 · 信用卡中心."""
    if by is None or not by.held:
        return ""
    first = by.held[0]
    return f"{Role(first.role).label} · {first.unit_name}"

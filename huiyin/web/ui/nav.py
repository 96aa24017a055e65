"""The ways through the desk. What does not exist yet, or may not be opened by this person, is absent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as _p

from huiyin.complaints.access import OPENERS, READERS
from huiyin.complaints.queries.guards import is_asked
from huiyin.complaints.queries.promises import READERS as PROMISES
from huiyin.organisation.actor import Actor, Role
from huiyin.web.ui.steps import Text

ADMINISTRATORS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})
ANYBODY = frozenset(Role)
REVIEWING = frozenset({Role.REVIEWER, Role.COORDINATOR, Role.UNIT_HEAD, Role.EXECUTIVE, Role.AUDITOR})
SIGNERS = frozenset({Role.APPROVER, Role.UNIT_HEAD, Role.COORDINATOR})


@dataclass(frozen=True)
class Entry:
    name: str  # of the address
    label: Text
    icon: str
    roles: frozenset[Role]
    short: Text = ""
    within: str = ""  # pages that belong to it
    when: Callable[[Actor], bool] | None = None  # for whom it is there, where roles do not say it


@dataclass(frozen=True)
class Link:
    url: str
    label: Text
    icon: str
    name: str
    current: bool
    short: Text


@dataclass(frozen=True)
class Section:
    label: Text
    links: tuple[Link, ...]


WORK = (
    Entry("desk:worklist", _("工作台"), "inbox", OPENERS),
    Entry("desk:register", _("登记投诉"), "phone-plus", frozenset({Role.INTAKE}), _("登记")),
    Entry("desk:search", _("投诉件"), "files", OPENERS, within="desk:complaints:"),
    Entry("desk:approvals", _("意见审批"), "writing-sign", SIGNERS, _("审批")),
    Entry("desk:promises", _("承诺兑现"), "cash-banknote", frozenset(PROMISES), _("兑现")),
    Entry("desk:outlet", _("我的网点"), "building-store", frozenset({Role.UNIT_HEAD}), _("网点")),
    Entry("desk:statements", _("情况说明"), "message-2", ANYBODY, _("说明"), when=is_asked),
)
LEDGERS = (
    Entry("desk:matters", _("群体与重大"), "users-group", READERS, _("群体"), within="desk:matter"),
    Entry("desk:reviews", _("核查"), "zoom-check", REVIEWING, within="desk:review"),
    Entry("desk:duty", _("值班与交接"), "calendar-user", READERS, _("值班")),)
SETTINGS = (
    Entry("desk:settings:units", _("组织机构"), "sitemap", ADMINISTRATORS, _("机构")),
    Entry("desk:settings:people", _("岗位与人员"), "id-badge-2", ADMINISTRATORS, _("人员")),
    Entry("desk:settings:authority", _("授权矩阵"), "stairs-up", ADMINISTRATORS, _("授权")),
    Entry("desk:settings:channels", _("渠道登记簿"), "antenna-bars-5", ADMINISTRATORS, _("渠道")),
    Entry("desk:settings:categories", _("分类与原因"), "category", ADMINISTRATORS),
    Entry("desk:settings:calendar", _("工作日历"), "calendar-cog", ADMINISTRATORS),
    Entry("desk:settings:keys", _("接口密钥"), "key", ADMINISTRATORS, _("密钥")),
    Entry("desk:settings:exchange", _("导入与导出"), "file-spreadsheet", ADMINISTRATORS),
    Entry(
        "desk:settings:changes", _("机构变更"), "git-pull-request", ADMINISTRATORS, _p("nav", "变更"),
        within="desk:settings:change",
    ),
)  # fmt: skip
MINE = Entry("desk:profile", _("我的设置"), "user-circle", ANYBODY, _("我的"))
HELP = Entry("desk:help", _("帮助与快捷键"), "help-circle", ANYBODY, _("帮助"))
TABS = 5


def sections(by: Actor, view_name: str) -> list[Section]:
    """The side nav; whoever administers and works finds both parts, whoever only administers no complaint."""
    parts = (("", WORK), (_("专项台账"), LEDGERS), (_("系统管理"), SETTINGS))
    found = [Section(label, tuple(_links(entries, by, view_name))) for label, entries in parts]
    return [section for section in found if section.links]


def foot(by: Actor, view_name: str) -> list[Link]:
    return list(_links((HELP,), by, view_name))


def tabs(by: Actor, view_name: str, nav: Iterable[Section]) -> list[Link]:
    """Of the side nav at most five for the thumb, one's own page last."""
    found = [link for section in nav for link in section.links][: TABS - 1]
    mine = list(_links((MINE,), by, view_name))
    return [*found, *(foot(by, view_name) if len(found) < TABS - 1 else ()), *mine]


def first(by: Actor) -> str:
    """Where somebody's day begins."""
    return next((link.url for section in sections(by, "") for link in section.links), reverse("desk:profile"))


def _links(entries: Iterable[Entry], by: Actor, view_name: str) -> Iterator[Link]:
    for entry in entries:
        if entry.roles is not ANYBODY and not by.has(*entry.roles):
            continue
        if entry.when is not None and not entry.when(by):
            continue
        try:
            url = reverse(entry.name)
        except NoReverseMatch:
            continue
        current = view_name == entry.name or bool(entry.within and view_name.startswith(entry.within))
        yield Link(url, entry.label, entry.icon, entry.name, current, entry.short or entry.label)

"""Who acts: a member of staff with today's roles, a customer, a calling system, or the system itself."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from huiyin.organisation.refusal import Refused


class Role(models.TextChoices):
    """The fixed codes which the table of steps names; who holds which is data."""

    INTAKE = "intake_officer", _("受理员")
    HANDLER = "handler", _("处理人")
    APPROVER = "approver", _("审批人")
    COORDINATOR = "coordinator", _("归口管理员")
    FOLLOW_UP = "follow_up_officer", _("回访员")
    UNIT_HEAD = "unit_head", _("单位负责人")
    EXECUTIVE = "executive", _("分管行领导")
    AUDITOR = "auditor", _("审计员")
    RELATION_OWNER = "relation_owner", _("对口联系员")
    RECEPTION = "reception_officer", _("接访员")
    REVIEWER = "reviewer", _("核查员")
    LEGAL = "legal_officer", _("法律调解员")
    PAYMENT = "payment_officer", _("付款经办复核")
    PARTNER_MANAGER = "partner_manager", _("合作机构管理员")
    INSPECTOR = "quality_inspector", _("质检员")
    INTEGRITY = "integrity_officer", _("纪检举报受理")
    PRIVACY = "privacy_officer", _("个人信息保护岗")
    DUTY = "duty_officer", _("值班员")
    KNOWLEDGE_EDITOR = "knowledge_editor", _("知识编辑")
    ANALYST = "analyst", _("分析员")
    COMMITTEE = "committee_member", _("委员")
    SYSTEM_ADMIN = "system_admin", _("系统管理员")
    SECURITY_ADMIN = "security_admin", _("安全管理员")
    AUDIT_ADMIN = "audit_admin", _("审计管理员")


@dataclass(frozen=True)
class Held:
    """One role held in one unit today; `root` is the path of the part it reaches ((): the whole bank)."""

    role: str
    unit_id: int
    unit_name: str
    path: tuple[int, ...]
    root: tuple[int, ...]
    grade: int = 0
    deputy_for_id: int | None = None


@dataclass(frozen=True)
class Actor:
    kind: str
    id: int | None
    name: str
    held: tuple[Held, ...] = ()
    unit_id: int | None = None

    def holds(self, role: str, unit_id: int | None) -> bool:
        """Does this actor hold the role in this very unit?"""
        return unit_id is not None and any(h.role == role and h.unit_id == unit_id for h in self.held)

    @property
    def pk(self) -> int:
        """The person's number, where only a person may sign."""
        if self.kind == "client":
            raise Refused("person_must_sign", step="")
        if self.id is None:
            raise ValueError("the system signs nothing")
        return self.id

    def has(self, *roles: str) -> bool:
        return any(h.role in roles for h in self.held)

    def __str__(self) -> str:
        return self.name


SYSTEM = Actor("system", None, "系统")

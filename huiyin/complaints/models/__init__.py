"""Nouns of the heart."""

from huiyin.complaints.models.complaint import Complaint, FactStep, Participation, SearchDoc, Sight
from huiyin.complaints.models.decision import (
    Accountable,
    Approval,
    Attachment,
    Call,
    Opinion,
    Promise,
    Redress,
    Reply,
)
from huiyin.complaints.models.person import Person, PersonKey
from huiyin.complaints.models.stages import (
    OPEN,
    Acceptance,
    Demand,
    Liability,
    Part,
    Severity,
    Stage,
    Type,
)
from huiyin.complaints.models.work import Assignment, Clock, Task

__all__ = [
    "OPEN", "Acceptance", "Accountable", "Approval", "Assignment", "Attachment", "Call", "Clock", "Complaint",
    "Demand", "FactStep", "Liability", "Opinion", "Part", "Participation", "Person", "PersonKey", "Promise",
    "Redress", "Reply", "SearchDoc", "Severity", "Sight", "Stage", "Task", "Type",
]  # fmt: skip

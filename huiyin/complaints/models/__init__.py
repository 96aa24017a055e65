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
from huiyin.complaints.models.departure import Counted, Departure, Link, Matter, Member
from huiyin.complaints.models.money import Archive, Batch, Cost, Payment
from huiyin.complaints.models.person import Person, PersonKey
from huiyin.complaints.models.sides import (
    Consultation,
    Contact,
    Dispute,
    Material,
    Named,
    PartnerRequest,
    Party,
    Recusal,
    Review,
    Statement,
)
from huiyin.complaints.models.stages import (
    DEPARTED,
    ENDED,
    FINISHED,
    OPEN,
    Acceptance,
    Demand,
    Liability,
    Mark,
    Part,
    Restriction,
    Severity,
    Stage,
    Type,
)
from huiyin.complaints.models.work import Assignment, Clock, Task

__all__ = [
    "Acceptance", "Accountable", "Approval", "Archive", "Assignment", "Attachment", "Batch", "Call", "Clock",
    "Complaint", "Consultation", "Contact", "Cost", "Counted", "DEPARTED", "Demand", "Departure", "Dispute",
    "ENDED", "FINISHED", "FactStep", "Liability", "Link", "Mark", "Material", "Matter", "Member", "Named",
    "OPEN", "Opinion", "Part", "Participation", "PartnerRequest", "Party", "Payment", "Person", "PersonKey",
    "Promise", "Recusal", "Redress", "Reply", "Restriction", "Review", "SearchDoc", "Severity", "Sight",
    "Stage", "Statement", "Task", "Type",
]  # fmt: skip

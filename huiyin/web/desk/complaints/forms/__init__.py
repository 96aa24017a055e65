"""One form a step, named after it."""

from huiyin.web.desk.complaints.forms.base import StepForm
from huiyin.web.desk.complaints.forms.ending import (
    Accept,
    Archive,
    Close,
    FollowUp,
    NotAccept,
    Prove,
    Reopen,
    Reply,
)
from huiyin.web.desk.complaints.forms.intake import Amend, Settle, Submit
from huiyin.web.desk.complaints.forms.keeping import Attach, Jot, Reveal, Task
from huiyin.web.desk.complaints.forms.review import Arbitrate, Assess, Assign, ReturnToIntake
from huiyin.web.desk.complaints.forms.work import Answer, Approve, Propose, RefuseAssignment, SendBack

__all__ = [
    "Accept", "Amend", "Answer", "Approve", "Arbitrate", "Archive", "Assess", "Assign", "Attach", "Close", "FollowUp",
    "Jot", "NotAccept", "Propose", "Prove", "RefuseAssignment", "Reopen", "Reply", "ReturnToIntake", "Reveal",
    "SendBack", "Settle", "StepForm", "Submit", "Task",
]  # fmt: skip

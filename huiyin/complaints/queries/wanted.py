"""What a reader filters a worklist by: some of it stands on the task, some on its complaint."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from huiyin.complaints import numbers
from huiyin.complaints.models import Task
from huiyin.complaints.queries.urgency import between
from huiyin.complaints.ready import SIGNED


@dataclass(frozen=True)
class Wanted:
    scope: str = ""
    due: str = ""  # over | today | week | later
    kind: str = ""  # what waits for a signature is one kind: an opinion, or a mandate
    severity: int | None = None
    business: str = ""  # the code of a category of level 1
    referral: bool = False
    text: str = ""

    @property
    def filtered(self) -> bool:
        return self != Wanted(self.scope)

    def tasks(self, at: datetime) -> Q:
        """What an index of tasks can be asked."""
        found = between(self.due, at)
        if self.kind:
            found &= Q(kind__in=SIGNED) if self.kind == Task.Kind.APPROVE else Q(kind=self.kind)
        return found & Q(severity=self.severity) if self.severity else found

    def complaints(self) -> Q:
        """What only the complaint knows; asked of the most urgent tasks alone."""
        found = Q(channel__referral=True) if self.referral else Q()
        if self.business:
            found &= Q(category__code=self.business) | Q(category__parent__code=self.business)
        return found & _text(self.text.strip()) if self.text.strip() else found


def _text(text: str) -> Q:
    """A number of ours whole or in part, words of the title, the customer's mask."""
    complaint_id = numbers.complaint_id(text)
    if complaint_id is not None:
        return Q(pk=complaint_id)
    found = Q(title__icontains=text) | Q(person__mask=text) | Q(source_no=text)
    return found | Q(pk=int(text)) if text.isdecimal() and len(text) < len(str(numbers.LARGEST)) else found

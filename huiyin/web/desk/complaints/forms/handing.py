"""交接: who takes over what."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.calendars.workdays import day_of
from huiyin.complaints.queries import handover
from huiyin.web.desk.complaints.forms.base import Note, StepForm
from huiyin.web.ui import steps as words


class HandOver(Note):
    task_id = forms.TypedChoiceField(label=_("任务"), coerce=int)
    to_staff_id = forms.TypedChoiceField(
        label=_("交给"), coerce=int, required=False, empty_value=None, help_text=_("不选为放回本单位的待办。")
    )

    def offer(self) -> None:
        tasks, people = handover.entrusted(self.file.head.ref, seen_by=self.by, on=day_of(self.at))
        self.choose("task_id", [("", words.NOT_CHOSEN), *tasks])
        self.choose("to_staff_id", [("", _("本单位待办")), *people])


FORMS: dict[str, type[StepForm]] = {"hand_over": HandOver}

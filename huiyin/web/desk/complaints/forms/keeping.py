"""What may be done at any stage: take work, note, attach, see what is masked."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.web.desk.complaints.forms.base import Note, StepForm, long_text, short_text

LARGEST_MB = 20


class Task(StepForm):
    """Which of several; the nearest limit first when none is named."""

    task_id = forms.IntegerField(required=False, widget=forms.HiddenInput)


class Jot(StepForm):
    last = ()
    note = long_text(_("内容"), rows=3)


class Attach(Note):
    file_ = forms.FileField(
        label=_("文件"), max_length=200, widget=forms.FileInput, help_text=_("最大 20 MB")
    )
    places: ClassVar = {"file": "file_"}

    def clean_file_(self) -> Any:
        file = self.cleaned_data["file_"]
        if file.size > LARGEST_MB * 1024 * 1024:
            raise forms.ValidationError(_("文件超过 20 MB，请压缩或者拆分后上传。"), code="file_too_large")
        return file

    def arguments(self) -> dict[str, Any]:
        file = self.cleaned_data["file_"]
        return {
            "name": file.name, "content": file.read(), "media_type": file.content_type or "application/octet-stream",
            "note": self.cleaned_data["note"],
        }  # fmt: skip


class Reveal(StepForm):
    last = ()
    party_id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    reason = short_text(_("查看事由"), hint=_("例如：电话核实扣款账户"))


FORMS: dict[str, type[StepForm]] = {
    "pick": Task, "put_back": Task, "note": Jot, "attach": Attach, "reveal": Reveal,
}  # fmt: skip

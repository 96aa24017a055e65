"""群体事项: complaints that share one investigation and one opinion."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.complaints.queries import matters
from huiyin.web.desk.complaints.forms.base import Note, StepForm, long_text, short_text
from huiyin.web.ui import steps as words


class JoinMatter(Note):
    matter_id = forms.TypedChoiceField(label=_("群体事项"), coerce=int)

    def offer(self) -> None:
        open_ = matters.open_of(self.file.facts.coordinator_id, seen_by=self.by)
        self.choose("matter_id", [("", words.NOT_CHOSEN), *open_])


class LeaveMatter(Note):
    reason = long_text(_("理由"), rows=2)


class ChooseRepresentative(Note):
    chosen_by = short_text(_("推举方式"), hint=_("例如：11月9日 书面推举。"))
    instead_of = forms.ChoiceField(label=_("替换哪一位"), required=False)

    def offer(self) -> None:
        speaking = matters.speaking_beside(self.file.head.ref, seen_by=self.by)
        self.choose("instead_of", [("", _("不替换")), *speaking])


FORMS: dict[str, type[StepForm]] = {
    "join_matter": JoinMatter, "leave_matter": LeaveMatter, "choose_representative": ChooseRepresentative,
}  # fmt: skip

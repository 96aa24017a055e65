"""回避与限制: who may not touch a file, who alone may, and what the accused and partners are asked."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.complaints.queries import guards, lists
from huiyin.web.desk.complaints.forms.base import Note, StepForm, long_text, short_text
from huiyin.web.ui import steps as words


def person(label: Any, *, hint: Any = "") -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, help_text=hint, coerce=int)


class Recuse(Note):
    """One person at a time, with everybody who must go as well."""

    staff_ids = person(_("回避的人"), hint=_("被投诉单位和参与单位的人；其他人请通过接口登记。"))
    why = forms.ChoiceField(label=_("原因"))
    chief = forms.BooleanField(
        label=_("直接主管和双方的代理人一并回避"),
        required=False,
        initial=True,
        help_text=_("只用于被投诉人。"),
    )

    def offer(self) -> None:
        people = guards.people_to_keep_out(self.file.head.ref, by=self.by, at=self.at)
        self.choose("staff_ids", [("", words.NOT_CHOSEN), *people])
        self.choose("why", lists.recusals())

    def arguments(self) -> dict[str, Any]:
        return {**super().arguments(), "staff_ids": [self.cleaned_data["staff_ids"]]}


class Restrict(Note):
    kind = forms.ChoiceField(label=_("限制为"), required=False)
    reason = long_text(_("理由"), rows=2)

    def filled(self) -> dict[str, Any]:
        return {"kind": self.file.guards.restricted}

    def offer(self) -> None:
        self.choose("kind", [("", _("不限制，按单位查阅")), *lists.restrictions()])


class Name(Note):
    staff_ids = person(_("指名的人"), hint=_("其代理人同时可以查阅。"))
    end = forms.BooleanField(label=_("终止指名"), required=False)
    why = short_text(_("理由"), required=False)

    def offer(self) -> None:
        people = guards.people_to_name(self.file.head.ref, by=self.by, at=self.at)
        here = [(each.staff_id, each.name) for each in self.file.guards.named]
        others = [pair for pair in people if pair[0] not in dict(here)]
        self.choose("staff_ids", [("", words.NOT_CHOSEN), (_("已指名"), here), (_("可以指名"), others)])

    def arguments(self) -> dict[str, Any]:
        return {**super().arguments(), "staff_ids": [self.cleaned_data["staff_ids"]]}


class Mark(Note):
    marks = forms.MultipleChoiceField(label=_("标记"), required=False, widget=forms.CheckboxSelectMultiple)

    def filled(self) -> dict[str, Any]:
        return {"marks": self.file.guards.mark_codes}

    def offer(self) -> None:
        self.choose("marks", lists.marks())


class AskStatement(Note):
    staff_id = person(_("请谁说明"))
    questions = long_text(_("问题"), rows=4, hint=_("对方只看到这些问题：不要写客户的姓名、号码和投诉编号。"))

    def offer(self) -> None:
        people = guards.people_to_ask(self.file.head.ref, by=self.by, at=self.at)
        self.choose("staff_id", [("", words.NOT_CHOSEN), *people])


FORMS: dict[str, type[StepForm]] = {
    "recuse": Recuse, "restrict": Restrict, "name": Name, "mark": Mark, "ask_statement": AskStatement,
}  # fmt: skip

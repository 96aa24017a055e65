"""The registration form; its fields are the arguments of `register`."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from stdnum.cn import ric

from huiyin.complaints.commands import Customer
from huiyin.complaints.queries import beforehand, lists
from huiyin.intake.commands.at_the_desk import Enclosed
from huiyin.organisation.actor import Actor, Role
from huiyin.policy import queries as policy

MOMENT = "%Y-%m-%dT%H:%M"
CUSTOMER = ("name", "phone", "id_no", "card", "address")
LARGEST_MB, MOST_FILES = 20, 10
NAMED = 4
RESIDENT_ID = 18


class Chips(forms.CheckboxSelectMultiple):
    """Several of a few, as chips; the box itself is for the keyboard and for readers."""

    def __init__(self) -> None:
        super().__init__({"class": "visually-hidden"})


class Files(forms.FileInput):
    allow_multiple_selected = True


class ManyFiles(forms.FileField):
    """As many as were chosen."""

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        return [super(ManyFiles, self).clean(each, initial) for each in data or ()]


def short(label: Any, *, longest: int = 100, hint: Any = "", **attrs: Any) -> forms.CharField:
    """A line that may stay empty and that no browser remembers."""
    widget = forms.TextInput({"autocomplete": "off", **attrs})
    return forms.CharField(label=label, help_text=hint, required=False, max_length=longest, widget=widget)


class Register(forms.Form):
    key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    unit_id = forms.TypedChoiceField(label=_("受理单位"), coerce=int)
    channel = forms.ChoiceField(label=_("渠道"))
    received_at = forms.DateTimeField(
        label=_("收到时间"), input_formats=[MOMENT, f"{MOMENT}:%S"], help_text=_("银行收到的时间，时限由此起算"),
        widget=forms.DateTimeInput({"type": "datetime-local"}, format=MOMENT),
    )  # fmt: skip
    source_no = short(_("来源编号"), hint=_("录音、单据或转办文号"))
    name = short(_("客户姓名"), accesskey="1")
    phone = short(_("联系电话"), longest=40, inputmode="tel")
    id_no = short(_("证件号码"), longest=40)
    card = short(_("卡号或账号"), longest=40, inputmode="numeric")
    address = short(_("联系地址"), longest=200)
    anonymous = forms.BooleanField(label=_("匿名投诉"), required=False)
    title = short(_("标题"), longest=40, hint=_("留空时取经过的首行"))
    story = forms.CharField(
        label=_("经过"), max_length=20_000, widget=forms.Textarea({"rows": 4, "accesskey": "2"})
    )
    demands = forms.MultipleChoiceField(label=_("诉求（可多选）"), required=False, widget=Chips)
    category = forms.ChoiceField(label=_("业务类别"), widget=forms.Select({"accesskey": "3"}))
    cause = forms.ChoiceField(label=_("客户所述原因"), required=False)
    amount = forms.DecimalField(
        label=_("争议金额（元）"), required=False, min_value=0, max_digits=14, decimal_places=2,
        widget=forms.TextInput({"inputmode": "decimal", "autocomplete": "off", "class": "text-end form-control"}),
    )  # fmt: skip
    severity = forms.TypedChoiceField(label=_("严重程度"), coerce=int)
    types = forms.MultipleChoiceField(label=_("类型"), widget=Chips)
    complained_of = short(_("被投诉单位"), longest=200, list="units", placeholder=_("输入名称或代码"))
    complained_of_person = short(_("被投诉人"), placeholder=_("未指名"))
    attachments = ManyFiles(
        label=_("附件"), required=False, max_length=200, widget=Files,
        help_text=_("可选多个，每个最大 20 MB；页面有错误时需要重新选择。"),
    )  # fmt: skip

    def __init__(self, *args: Any, by: Actor, at: datetime, **more: Any) -> None:
        super().__init__(*args, **more)
        self.by, self.at = by, at
        self.complained_of_unit_id: int | None = None
        units = _units(by)
        self._choose("unit_id", units)
        self._choose("channel", [(way.code, way.name) for way in policy.channels()])
        self._choose("category", [("", _("请选择")), *lists.categories()])
        self._choose("cause", [("", _("请选择")), *lists.causes()])
        self._choose("demands", lists.demands())
        self._choose("types", lists.types())
        self._choose("severity", lists.severities())
        self.initial = {**self._filled(units), **self.initial}

    def _choose(self, name: str, choices: Sequence[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def _filled(self, units: Sequence[tuple[int, str]]) -> dict[str, Any]:
        """Now, here, and the way most complaints come in here."""
        this_minute = timezone.localtime(self.at).replace(second=0, microsecond=0)
        return {
            "key": secrets.token_urlsafe(24), "received_at": this_minute,
            "types": ["complaint"], "severity": 1, "unit_id": units[0][0],
            "channel": beforehand.usual_channel(units[0][0]),
        }  # fmt: skip

    def clean_story(self) -> str:
        """Browsers send line ends their own way."""
        return str(self.cleaned_data["story"]).replace("\r\n", "\n")

    def clean_id_no(self) -> str:
        typed = str(self.cleaned_data["id_no"])
        plain = typed.replace(" ", "").replace("-", "").upper()
        if len(plain) == RESIDENT_ID and plain[:-1].isdigit() and not ric.is_valid(plain):
            raise forms.ValidationError(_("身份证号码的校验位不对，请与客户核对。"), code="id_no")
        return typed

    def clean_complained_of(self) -> str:
        typed = str(self.cleaned_data["complained_of"])
        found = beforehand.units_like(typed, at=self.at)
        if typed.strip() and len(found) != 1:
            raise forms.ValidationError(_which(found), code="unit")
        self.complained_of_unit_id = found[0].id if found else None
        return typed

    def clean_attachments(self) -> list[UploadedFile[Any]]:
        files: list[UploadedFile[Any]] = self.cleaned_data["attachments"]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(_("一次最多十个附件，其余的登记后再添加。"), code="too_many")
        if any((file.size or 0) > LARGEST_MB * 1024 * 1024 for file in files):
            raise forms.ValidationError(_("文件超过 20 MB，请压缩或者拆分后上传。"), code="file_too_large")
        return files

    def clean(self) -> dict[str, Any]:
        told = [name for name in CUSTOMER if self.cleaned_data.get(name) or name in self.errors]
        if not told and not self.cleaned_data.get("anonymous"):
            self.add_error("name", _("请填写客户信息；客户不愿留下姓名的，勾选匿名投诉。"))
        if told and self.cleaned_data.get("anonymous"):
            self.add_error("anonymous", _("匿名投诉不记录客户信息：请去掉勾选，或者清空上面的客户信息。"))
        return self.cleaned_data

    def customer(self) -> Customer:
        """As far as it is written."""
        return Customer(**{name: self.cleaned_data.get(name, "").strip() for name in CUSTOMER})

    def written(self) -> dict[str, Any]:
        """The arguments of the command."""
        left_out = {"key", "attachments", "anonymous", "complained_of", *CUSTOMER}
        plain = {name: value for name, value in self.cleaned_data.items() if name not in left_out}
        unit_id = self.complained_of_unit_id
        accused = beforehand.accused(plain["complained_of_person"], unit_id, by=self.by, at=self.at)
        found = {"complained_of_unit_id": unit_id, "complained_of_staff_id": accused}
        return {**plain, **found, "customer": self.customer()}

    def enclosed(self) -> list[Enclosed]:
        files: list[UploadedFile[Any]] = self.cleaned_data["attachments"]
        unknown = "application/octet-stream"
        return [Enclosed(file.name or "file", file.read(), file.content_type or unknown) for file in files]

    def refuse(self, code: str, field: str, message: str) -> None:
        """Show a refusal beside the field it is about, or above the form."""
        place = {"complained_of_unit_id": "complained_of", "customer": "name", "file": "attachments"}.get(field, field)
        self.add_error(place if place in self.fields else None, forms.ValidationError(message, code=code))

    def wrong(self) -> list[tuple[str, str, str]]:
        """What is wrong, for the summary: where, which field, what."""
        return [
            (self[name].id_for_label or f"id_{name}", str(self.fields[name].label or ""), str(messages[0]))
            for name, messages in self.errors.items()
            if name in self.fields
        ]


def _units(by: Actor) -> list[tuple[int, str]]:
    """Where this person takes complaints in."""
    return list({h.unit_id: h.unit_name for h in by.held if h.role == Role.INTAKE}.items())


def _which(found: Sequence[Any]) -> str:
    if not found:
        return _now("没有这个单位，请输入单位的名称或代码。")
    few = _now("；").join(unit.trail for unit in found[:NAMED])
    return _now("有 {n} 个单位符合，请写全：{few}").format(n=len(found), few=few + ("…" if len(found) > NAMED else ""))


def typed(data: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed, to be shown again without judging it."""
    several = ("demands", "types")
    return {name: data.getlist(name) if name in several else data[name] for name in data}  # type: ignore[attr-defined]

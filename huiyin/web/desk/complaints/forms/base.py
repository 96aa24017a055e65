"""What every step's form has in common: the version it was drawn for, and where a refusal is shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Self

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from huiyin.complaints.queries.file import File
from huiyin.organisation.actor import Actor
from huiyin.organisation.authority import Offer
from huiyin.web.ui import steps as words

Text = Any  # a string, now or in the reader's language later
Choices = Any
OFFERS = 4
MOMENT = "%Y-%m-%dT%H:%M"
CLASSES: dict[type, str] = {
    forms.Select: "form-select", forms.CheckboxInput: "form-check-input", forms.RadioSelect: "form-check-input",
    forms.CheckboxSelectMultiple: "form-check-input",
}  # fmt: skip


@dataclass(frozen=True)
class Group:
    """Fields that belong together under one legend; a folded group opens on demand."""

    legend: Text
    fields: tuple[str, ...]
    folded: bool = False
    kind: str = "row"


@dataclass(frozen=True)
class Drawn:
    """A group with its bound fields, as the template shows it."""

    legend: Text
    fields: list[forms.BoundField]
    folded: bool
    kind: str


def legend(name: Text, number: int) -> Text:
    return format_lazy("{} {}", name, number)


class StepForm(forms.Form):
    """One step's arguments; the command is called with what is typed here."""

    groups: tuple[Group, ...] = ()
    last: ClassVar[tuple[str, ...]] = ("note",)
    # Where a refusal about an argument is shown, when no field bears the argument's name.
    places: ClassVar[Mapping[str, str]] = {}

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, file: File, by: Actor, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "step_%s"
        self.file, self.by, self.at = file, by, at
        self.initial = {"seen": file.head.version, **self.filled(), **self.initial}
        self.offer()
        for field in self.fields.values():
            field.widget.attrs.setdefault("class", CLASSES.get(type(field.widget), "form-control"))

    def filled(self) -> dict[str, Any]:
        """What the fields hold before anything is typed."""
        return {}

    def offer(self) -> None:
        """Fill in the choices of this complaint."""

    def choose(self, name: str, choices: Choices) -> None:
        """Give a choice field its choices."""
        field = self.fields[name]
        if not isinstance(field, forms.ChoiceField | forms.TypedChoiceField | forms.MultipleChoiceField):
            raise TypeError(name)
        field.choices = choices

    def arguments(self) -> dict[str, Any]:
        """The command's arguments: the fields, as they are."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}

    def refuse(self, code: str, field: str, message: str) -> None:
        """Show a refusal beside the field it is about, or above the form."""
        place = self.places.get(field, field)
        error = forms.ValidationError(message, code=code)
        self.add_error(place if place in self.fields else None, error)

    def marked(self) -> Self:
        """Fields with errors look like it."""
        for name in self.errors if self.is_bound else ():
            if name in self.fields:
                self.fields[name].widget.attrs["class"] += " is-invalid"
        return self

    def singles(self) -> list[forms.BoundField]:
        """Fields that stand alone, in order."""
        grouped = {name for group in self.groups for name in group.fields}
        return [
            self[n] for n in self.fields if n not in grouped and n not in self.last and not self[n].is_hidden
        ]

    def drawn(self) -> Iterator[Drawn]:
        for group in self.groups:
            fields = [self[name] for name in group.fields]
            empty = not any(field.errors or field.value() for field in fields)
            yield Drawn(group.legend, fields, group.folded and empty, group.kind)

    def closing(self) -> list[forms.BoundField]:
        return [self[name] for name in self.last if name in self.fields]


class Note(StepForm):
    """A step that asks for nothing but may be given a word."""

    note = forms.CharField(
        label=words.NOTE, required=False, max_length=2000, widget=forms.Textarea({"rows": 2})
    )


def long_text(label: Text, *, hint: Text = "", rows: int = 4, required: bool = True) -> forms.CharField:
    widget = forms.Textarea({"rows": rows})
    return forms.CharField(label=label, help_text=hint, max_length=20_000, required=required, widget=widget)


def short_text(label: Text, *, hint: Text = "", required: bool = True) -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, max_length=200, required=required)


def moment(label: Text, *, hint: Text = "", required: bool = True) -> forms.DateTimeField:
    widget = forms.DateTimeInput({"type": "datetime-local"}, format=MOMENT)
    return forms.DateTimeField(
        label=label, help_text=hint, required=required, widget=widget, input_formats=[MOMENT, f"{MOMENT}:%S"]
    )


def yes_or_no(label: Text, *, required: bool = True) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, required=required, widget=forms.RadioSelect, choices=words.YES_NO,
        coerce=lambda value: value == "yes", empty_value=None,
    )  # fmt: skip


def yes(value: bool | None) -> str:
    return "" if value is None else "yes" if value else "no"


def numbered(name: str, count: int) -> Sequence[str]:
    return [f"{name}_{number}" for number in range(1, count + 1)]


def offers(cleaned: Mapping[str, Any]) -> list[Offer]:
    """The rows that were filled in."""
    return [
        Offer(
            cleaned[f"kind_{n}"], cleaned.get(f"amount_{n}"), due_at=cleaned.get(f"due_{n}"),
            bearing_unit_id=cleaned.get(f"bearing_{n}"),
        )
        for n in range(1, OFFERS + 1) if cleaned.get(f"kind_{n}")
    ]  # fmt: skip


def who_agreed(form: StepForm) -> None:
    """Where others may decide for the customer, the form asks who did."""
    able = [each for each in form.file.speakers if each.authority]
    if able:
        form.fields["party_id"] = forms.TypedChoiceField(
            label=_("由谁同意"), required=False, coerce=int, empty_value=None,
            choices=[("", _("客户本人")), *((each.id, f"{each.kind_name} {each.name}") for each in able)],
        )  # fmt: skip

"""One form a step."""

from __future__ import annotations

from huiyin.web.desk.complaints.forms import (
    closing,
    coordination,
    customer,
    ending,
    guarding,
    handing,
    intake,
    keeping,
    matters,
    money,
    review,
    units,
    work,
)
from huiyin.web.desk.complaints.forms.base import StepForm
from huiyin.web.desk.complaints.forms.work import Propose

__all__ = ["FORMS", "Propose", "StepForm"]

FORMS: dict[str, type[StepForm]] = {
    **intake.FORMS, **review.FORMS, **work.FORMS, **ending.FORMS, **keeping.FORMS, **coordination.FORMS,
    **units.FORMS, **guarding.FORMS, **customer.FORMS, **money.FORMS, **matters.FORMS, **handing.FORMS,
    **closing.FORMS,
}  # fmt: skip

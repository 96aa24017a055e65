"""付款: what is owed is asked for, paid by two, settled between units, or broken."""

from __future__ import annotations

from huiyin.web.desk.complaints.forms.base import StepForm

FORMS: dict[str, type[StepForm]] = {}

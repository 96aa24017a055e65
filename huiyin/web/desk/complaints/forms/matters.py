"""群体事项: complaints that share one investigation and one opinion."""

from __future__ import annotations

from huiyin.web.desk.complaints.forms.base import StepForm

FORMS: dict[str, type[StepForm]] = {}

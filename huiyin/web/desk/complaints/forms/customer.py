"""与客户: talks, material, mandates, representation, withdrawal, standing by, reviews."""

from __future__ import annotations

from huiyin.web.desk.complaints.forms.base import StepForm

FORMS: dict[str, type[StepForm]] = {}

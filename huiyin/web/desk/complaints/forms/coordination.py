"""归口: declining, re-typing, splitting, merging, moving between coordinators."""

from __future__ import annotations

from huiyin.web.desk.complaints.forms.base import StepForm

FORMS: dict[str, type[StepForm]] = {}

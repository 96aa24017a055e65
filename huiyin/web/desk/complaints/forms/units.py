"""单位之间: distribution below, release, joint consultation, hand-over."""

from __future__ import annotations

from huiyin.web.desk.complaints.forms.base import StepForm

FORMS: dict[str, type[StepForm]] = {}

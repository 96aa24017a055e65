"""群体事项: complaints that share one investigation and one opinion."""

from __future__ import annotations

from huiyin.web.api.bodies.main import Reasoned, Step
from huiyin.web.api.fields import Code, Line, LongNumber


class JoinMatter(Step):
    """A matter of the same coordinating office; a complaint belongs to one at a time."""

    matter_id: LongNumber


class ChooseRepresentative(Step):
    """`instead_of` is the number of the complaint whose complainant gives way."""

    chosen_by: Line
    instead_of: Code = ""


BODIES: dict[str, type[Step]] = {
    "join_matter": JoinMatter, "leave_matter": Reasoned, "choose_representative": ChooseRepresentative,
}  # fmt: skip

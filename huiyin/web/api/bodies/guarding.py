"""回避与限制: who may not touch a file, who alone may, and what the accused and partners are asked."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StrictBool

from huiyin.complaints.queries import lists
from huiyin.web.api.bodies.main import MANY, Reasoned, Step
from huiyin.web.api.fields import Body, Line, Long, Number, OneOf

People = Annotated[list[Number], Field(min_length=1, max_length=MANY)]


class Recuse(Step):
    """With the person complained about go the direct chief and both deputies, unless `chief` says no."""

    staff_ids: People
    why: Annotated[str, OneOf(lists.recusals())]
    chief: StrictBool = True


class Restrict(Reasoned):
    """Without a kind the file opens again; a report is closed by re-typing it."""

    kind: Annotated[str, OneOf([("", ""), *lists.restrictions()])] = ""


class Name(Step):
    """`end` closes the file to these again."""

    staff_ids: People
    why: Line = ""
    end: StrictBool = False


class Mark(Step):
    """All marks that are to stand; none takes them off."""

    marks: Annotated[list[Annotated[str, OneOf(lists.marks())]], Field(max_length=MANY)]


class AskStatement(Step):
    staff_id: Number
    questions: Long


class Statement(Body):
    answer: Long


BODIES: dict[str, type[Step]] = {
    "recuse": Recuse, "restrict": Restrict, "name": Name, "mark": Mark, "ask_statement": AskStatement,
}  # fmt: skip

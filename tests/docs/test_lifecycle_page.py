"""docs/lifecycle.md says what the table says, read back from the page and not from the tool that wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from huiyin.complaints.table import EVERY, OPEN, STEPS, WORKERS, Who
from huiyin.web.ui.refusals import REFUSALS
from tests.complaints.meant import LEADS
from tests.docs.tools import read, tool

PAGE = "docs/lifecycle.md"
MATRIX = "Who may do what"


def test_the_page_is_the_one_the_tool_writes() -> None:
    assert read(PAGE) == tool("lifecycle").page(), "run: python tools/lifecycle.py"


@cache
def matrix() -> dict[tuple[str, str], str]:
    """(step, stage): the cell of the page; what no table of the phases has is empty."""
    parts = read(PAGE).split(f"## {MATRIX}\n", 1)[1].split("\n### ")[1:]
    written = {at: cell for part in parts for at, cell in cells(part)}
    steps = {step for step, _stage in written}
    return {(step, stage): written.get((step, stage), "") for step in steps for stage in EVERY}


def cells(part: str) -> Iterator[tuple[tuple[str, str], str]]:
    """One table: stages across, or `Who` for every stage."""
    lines = [
        [cell.strip("` ") for cell in line[1:-1].split("|")] for line in part.splitlines() if line[:1] == "|"
    ]
    head = lines[0][1:]
    for step, *given in lines[2:]:
        for stage, cell in zip(head, given, strict=True):
            yield from (((step, at), cell) for at in (EVERY if stage == "Who" else (stage,)))


def test_a_cell_is_filled_exactly_where_the_table_has_the_step() -> None:
    cells = matrix()
    assert {step for step, _stage in cells} == set(STEPS) - {"register"}
    for (step, stage), cell in cells.items():
        assert bool(cell) == (stage in STEPS[step].frm), f"{step} at {stage}: {cell!r}"


def test_each_cell_names_everybody_the_table_lets_through_and_nobody_else() -> None:
    for (step, stage), cell in matrix().items():
        rule = STEPS[step]
        allowed = [who for who in rule.who if not who.at or stage in who.at] if stage in rule.frm else []
        assert len(named(cell)) == len(allowed), f"{step} at {stage}: {cell}"
        assert all(one in named(cell) for one in map(plainly, allowed)), f"{step} at {stage}: {cell}"


def named(cell: str) -> list[str]:
    everybody = [plainly(Who(role, part)) for role, part in WORKERS]
    words = [[word] if word != "everybody at work" else everybody for word in cell.split(", ") if word]
    return [plainly_read(word) if "(" in word or word in EVENTS else word for part in words for word in part]


# What the page calls a role and a part, written by hand.
ROLES = {
    "Intake officer": "intake_officer", "Coordinator": "coordinator", "Handler": "handler",
    "Unit head": "unit_head", "Follow-up officer": "follow_up_officer", "Payment officer": "payment_officer",
    "Reviewer": "reviewer", "Integrity officer": "integrity_officer", "Privacy officer": "privacy_officer",
    "Relation owner": "relation_owner", "Reception officer": "reception_officer",
    "Legal and mediation officer": "legal_officer",
}  # fmt: skip
PARTS = {
    "intake unit": "intake", "coordinating unit": "coordinating", "lead unit": "lead", "co-handling unit": "co",
    "assigned unit": "assigned", "replying unit": "replying", "follow-up unit": "calling",
    "unit that owes the promise": "promise", "paying unit": "paying", "reviewing unit": "reviewing",
    "receiving unit": "receiving", "any unit that sees it": "reach",
    "handling unit or its coordinating office": "office",
}  # fmt: skip


EVENTS = {
    "the system": "system", "the next on the approval chain": "next chain", "an approver above the last": "above chain",
    "whoever was asked for the statement": "asked statement",
}  # fmt: skip


def plainly(who: Who) -> str:
    return f"{who.role} {who.part}".strip()


def plainly_read(words: str) -> str:
    if words in EVENTS:
        return EVENTS[words]
    found = re.fullmatch(r"(.+) \((.+)\)", words)
    assert found, words
    return f"{ROLES[found[1]]} {PARTS[found[2]]}"


def test_the_page_has_the_stages_at_which_the_domain_lets_somebody_act() -> None:
    """LEADS is written by hand, and tests/complaints/test_lifecycle.py tries the table at every stage."""
    assert set(LEADS) == set(STEPS)
    for step, (begins, _leads) in LEADS.items():
        assert {stage for (name, stage), cell in matrix().items() if name == step and cell} == set(begins), step


def test_every_arrow_of_the_diagrams_is_a_move_of_the_table() -> None:
    arrows = re.findall(r"    (\S+) --> (\w+): (.+)", read(PAGE))
    one_or_all = {"open": OPEN}
    drawn = {
        (step, a, b)
        for frm, to, steps in arrows
        for step in steps.split(", ")
        for a in one_or_all.get(frm, (frm,))
        for b in one_or_all.get(to, (to,))
    }
    moves = {
        (step, frm, to)
        for step, rule in STEPS.items()
        for frm in (rule.frm or ("[*]",))
        for to in rule.to
        if frm != to
    }
    assert drawn == moves


def test_the_refusals_found_in_the_code_have_words_and_the_known_ones_are_found() -> None:
    lifecycle_tool = tool("lifecycle")
    found = {step: lifecycle_tool.refusals(step) for step in STEPS}
    assert all(codes <= set(REFUSALS) for codes in found.values())
    assert "co_handlers_unanswered" in found["propose"]  # raised in another file
    assert "amount_above_authority" in found["settle"]  # built from a verdict
    assert {"maker_is_checker", "voucher_differs"} <= found["prove"]  # two calls down
    assert "promises_unproved" not in found["reply"]
    assert "maker_is_checker" in found["approve"]  # the step, not what does it for a whole matter
    assert "nobody_to_handle" not in found["note"]  # what every step may meet is said once

from __future__ import annotations

from huiyin.complaints.queries.choices import Choice
from huiyin.complaints.table import STEPS
from huiyin.web.desk.complaints.pages import _grouped
from huiyin.web.ui.steps import FAMILIES


def test_every_heading_names_steps_of_the_table_and_no_step_stands_under_two() -> None:
    named = [step for _heading, names in FAMILIES for step in names]
    assert len(named) == len(set(named))
    assert set(named) <= set(STEPS)


def test_the_menu_keeps_together_what_belongs_together() -> None:
    menu = [Choice(step) for step in ("merge", "recuse", "contact", "book_cost", "hand_over", "link")]
    grouped = [(heading, [button.step for button in buttons]) for heading, buttons in _grouped(menu)]
    assert grouped == [
        ("承办", ["hand_over"]), ("归口", ["merge", "link"]), ("客户", ["contact"]), ("付款", ["book_cost"]),
        ("档案", ["recuse"]),
    ]  # fmt: skip


def test_a_step_that_no_heading_names_is_part_of_handling() -> None:
    assert [heading for heading, _buttons in _grouped([Choice("follow_up")])] == ["承办"]

"""Writes docs/lifecycle.md from the table in huiyin/complaints/lifecycle.py: python tools/lifecycle.py"""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from huiyin.complaints.table import Step, Who

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "lifecycle.md"
COMPLAINTS = ROOT / "huiyin" / "complaints"
# Said once for all steps; and what a form says of a single field.
ALL_STEPS = {"not_found", "stage", "not_yours", "conflict", "person_must_sign"}
OF_A_FIELD = {"empty", "unknown", "unreadable", "too_long"}
ABOVE = (
    "kind_above_authority", "amount_above_authority", "yearly_above_authority", "sum_above_authority",
    "yearly_sum_above_authority",
)  # fmt: skip

# Where it is not read on: what comes out of there.
KNOWN: dict[tuple[str, str], tuple[str, ...]] = {
    ("decisions", "refusal"): ABOVE, ("lifecycle", "step"): (), ("lifecycle", "also"): (),
}  # fmt: skip
BY_EVENTS = {
    "system": "the system", "next": "the next on the approval chain", "above": "an approver above the last",
    "asked": "whoever was asked for the statement",
}  # fmt: skip
HEAD = """\
# The life of a complaint

Written by `python tools/lifecycle.py` from the table in
[`huiyin/complaints/table.py`](../huiyin/complaints/table.py); a test holds this page to it. The buttons on the page,
the addresses of the API and the permissions come from the same table.

Nine stages lie on the road from registration to the archive; the review by the superior unit stands beside it, and four
are for what left it. A complaint is *open* before it is closed, archived or gone: then it has an owner, a task and a
running clock at every moment.
"""
MOVES = """\
## From stage to stage

A step that leads to several stages decides by the case:

| Step | Leads to |
|---|---|
| `approve` | `replying` with the last signature, also of a change on review; before that it stays |
| `send_back` | `investigating`; a change on review stays `reviewing`, with the reviewer |
| `accept`, `no_answer` | `following_up` when the call was drawn; otherwise it stays, to be closed |
| `not_accept` | `investigating`; after first contact `under_review`; with no round left it stays, for `stand_by` |
| `minute` | `investigating` when it binds an opinion under approval; otherwise it stays |
| `retype` | `transferred`; where the type is only added, it stays |
| `reopen` | `investigating` from `following_up`, if the lead unit has another handler; otherwise `under_review` |
| `redo` | `investigating`, if the lead unit has another handler; otherwise `under_review` |
| `unmerge`, `take_back` | the stage it left |
| `confirm_withdrawal` | stays where the withdrawal was free; otherwise the stage it left |
| `object` | `under_review` of the next larger coordinating unit |

The arrows are all the moves the table allows, on four drawings.
"""
# Which arrows are drawn together.
DRAWN = (
    ("The road", "Forward, as most complaints go."),
    ("Back to work", "Rework, reopening, and what goes back for another to decide."),
    ("Off the road and back", "`open` stands for every stage before `closed`."),
    ("The review", "Within 30 days of a decision the customer may ask the unit above to review it."),
)
STEPS_HEAD = """\
## Step by step

*Who* is a role in the unit that plays the part. *Refused with* names the step's own refusals; every step may also be
refused with `not_found` (no such complaint, or out of sight), `stage` (not at this stage), `not_yours` (another role or
unit), `conflict` (somebody was faster) and `person_must_sign` (a system's key asked for what a person signs), and with
`empty`, `unknown`, `unreadable` or `too_long` for a field; on a restricted complaint also with `nobody_to_handle`, when
nobody named on it could do what comes next. [What each says](reference/refusals.md).

| Step | From | To | Who | Refused with |
|---|---|---|---|---|
"""
MATRIX_HEAD = """\
## Who may do what

At each stage, the steps and who may take them. An empty cell: the step does not exist at that stage, for anybody.
*Everybody at work* is whoever sees the complaint as one of: {workers}. Auditors see everything and change nothing.
Whoever is recused sees nothing of it, whatever the role.

"""


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huiyin.config.settings")
    django.setup()
    PAGE.write_text(page(), encoding="utf-8")


def page() -> str:
    """The whole page, in English with the Chinese words of the screen beside it."""
    from huiyin.complaints.table import STEPS

    steps = "".join(_step(name, rule) for name, rule in STEPS.items())
    return f"{HEAD}\n{_stages()}\n{MOVES}\n{_diagrams()}\n{STEPS_HEAD}{steps}\n{_matrix()}"


def _stages() -> str:
    """The stages with the words of the screen."""
    from huiyin.complaints.table import EVERY

    lines = [f"| `{stage}` | {_in('zh-hans', stage.label)} | {_in('en', stage.label)} |" for stage in EVERY]
    return "## The stages\n\n| Stage | 中文 | English |\n|---|---|---|\n" + "\n".join(lines) + "\n"


def _diagrams() -> str:
    """All moves on four drawings, the steps that lead the same way on one arrow."""
    arrows: dict[tuple[str, str], list[str]] = {}
    for name, frm, to in _moves():
        arrows.setdefault((frm, to), []).append(name)
    parts: dict[int, list[str]] = {}
    for (frm, to), names in arrows.items():
        parts.setdefault(_drawing(frm, to), []).append(f"    {frm} --> {to}: {', '.join(names)}\n")
    return "\n".join(
        f"### {title}\n\n{about}\n\n```mermaid\nstateDiagram-v2\n{''.join(parts[n])}```\n"
        for n, (title, about) in enumerate(DRAWN)
    )


def _moves() -> Iterator[tuple[str, str, str]]:
    """Every step with where it leads from and to; all the open stages as one."""
    from huiyin.complaints.table import OPEN, STEPS

    for name, rule in STEPS.items():
        for frm in ("open",) if rule.frm == OPEN else rule.frm or ("[*]",):
            for to in ("open",) if rule.to == OPEN else rule.to:
                if frm != to:
                    yield name, frm, to


def _drawing(frm: str, to: str) -> int:
    from huiyin.complaints.models.stages import DEPARTED
    from huiyin.complaints.table import CHK, EVERY

    if {frm, to} & {*DEPARTED, "open"}:
        return 2
    if CHK in (frm, to):
        return 3
    order = ("[*]", *EVERY)
    return int(order.index(to) < order.index(frm))


def _step(name: str, rule: Step) -> str:
    from huiyin.web.ui.steps import STEPS as WORDS

    called = f"`{name}` {_in('zh-hans', WORDS[name].name)} · {_in('en', WORDS[name].name)}"
    codes = sorted(refusals(name) - ALL_STEPS - OF_A_FIELD)
    cells = (called, _stages_of(rule.frm), _stages_of(rule.to) or "stays", who(rule.who), _codes(codes))
    return "| " + " | ".join(cells) + " |\n"


def _stages_of(stages: tuple[str, ...]) -> str:
    from huiyin.complaints.table import EVERY, OPEN

    if stages in (EVERY, OPEN):
        return "every stage" if stages == EVERY else "every stage before `closed`"
    return ", ".join(f"`{stage}`" for stage in stages)


def _codes(codes: Iterable[str]) -> str:
    return ", ".join(f"`{code}`" for code in codes)


def who(allowed: Iterable[Who]) -> str:
    """Roles in their parts, with the stages to which a line is narrowed; those at work under one name."""
    from huiyin.complaints.table import WORKERS

    allowed = list(allowed)
    everybody = set(WORKERS) <= {(one.role, one.part) for one in allowed}
    left = [one for one in allowed if not everybody or (one.role, one.part) not in WORKERS]
    lines = [_one(one) + (f" at {_stages_of(one.at)}" if one.at else "") for one in left]
    return ", ".join(["everybody at work", *lines] if everybody else lines)


def _one(allowed: Who) -> str:
    if allowed.role in BY_EVENTS:
        return BY_EVENTS[allowed.role]
    return f"{_in('en', _role(allowed.role))} ({_part(allowed.part)})"


def _part(part: str) -> str:
    from huiyin.web.ui.steps import PARTS

    english = _in("en", PARTS[part])
    return english[:1].lower() + english[1:]


def _role(code: str) -> object:
    from huiyin.organisation.actor import Role

    return Role(code).label


def _matrix() -> str:
    """Steps down, stages across, who in the cell: a table for each phase, and one for what is always open."""
    from huiyin.complaints.models.stages import DEPARTED
    from huiyin.complaints.table import APP, ARC, CHK, CLO, FUP, INV, REG, REP, REV, RPD, WORKERS

    workers = ", ".join(_in("en", _role(role)) for role, _part in WORKERS)
    phases = {
        "Intake · 受理": (REG, REV), "Handling · 处理": (INV, APP, REP, RPD, CHK),
        "Improvement · 改进": (FUP, CLO, ARC), "Off the road": DEPARTED,
    }  # fmt: skip
    tables = (_table(title, stages) for title, stages in phases.items())
    return MATRIX_HEAD.format(workers=workers) + "\n".join([*tables, _always()])


def _table(title: str, stages: tuple[str, ...]) -> str:
    from huiyin.complaints.table import EVERY, STEPS

    here = {n: r for n, r in STEPS.items() if r.frm != EVERY and set(r.frm) & set(stages)}
    rows = (
        f"| `{name}` | {' | '.join(_cell(rule, stage) for stage in stages)} |\n"
        for name, rule in here.items()
    )
    across = " | ".join(f"`{stage}`" for stage in stages)
    return f"### {title}\n\n| | {across} |\n|---|{'---|' * len(stages)}\n{''.join(rows)}"


def _always() -> str:
    from huiyin.complaints.table import EVERY, STEPS

    rows = (f"| `{name}` | {who(rule.who)} |\n" for name, rule in STEPS.items() if rule.frm == EVERY)
    return "### At every stage\n\n| | Who |\n|---|---|\n" + "".join(rows)


def _cell(rule: Step, stage: str) -> str:
    if stage not in rule.frm:
        return ""
    here = [one for one in rule.who if not one.at or stage in one.at]
    return who(type(one)(one.role, one.part) for one in here)


def _in(language: str, word: object) -> str:
    from django.utils import translation

    with translation.override(language):
        return str(word)


def refusals(step: str) -> set[str]:
    """Every code that can come out of the command, read from its code and from all it calls in this room."""
    return _reached(("commands." + _home(step), step), set())


def _home(step: str) -> str:
    """The module from which callers get it: `from huiyin.complaints.commands.decide import approve`."""
    return _imports("commands.__init__")[step][0].removeprefix("commands.")


def _reached(place: tuple[str, str], seen: set[tuple[str, str]]) -> set[str]:
    if place in seen:
        return set()
    seen.add(place)
    if place in KNOWN:
        return set(KNOWN[place])
    function = _modules()[place[0]][place[1]]
    found = {code for call in _refusals(function) for word in ast.walk(call.args[0]) if (code := _code(word))}
    return found.union(*(_reached(called, seen) for called in _called(place[0], function)))


def _refusals(function: ast.FunctionDef) -> Iterator[ast.Call]:
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Refused":
            yield node


def _code(node: ast.AST) -> str:
    word = node.value if isinstance(node, ast.Constant) else ""
    return word if isinstance(word, str) and re.fullmatch(r"[a-z]+(_[a-z]+)*", word) else ""


def _called(module: str, function: ast.FunctionDef) -> Iterator[tuple[str, str]]:
    """Functions of the room that are named in the body: bare, imported, or through their module."""
    known, imported = _modules(), _imports(module)
    for node in ast.walk(function):
        place = None
        if isinstance(node, ast.Name):
            place = imported.get(node.id, (module, node.id))
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            place = (imported.get(node.value.id, (node.value.id, ""))[0], node.attr)
        if place and place[1] in known.get(place[0], {}):
            yield place


@cache
def _modules() -> dict[str, dict[str, ast.FunctionDef]]:
    return {
        name: {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
        for name, tree in _trees().items()
    }


@cache
def _imports(module: str) -> dict[str, tuple[str, str]]:
    """`from huiyin.complaints.ready import can_do`: can_do is ("ready", "can_do")."""
    found: dict[str, tuple[str, str]] = {}
    for node in _trees()[module].body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("huiyin.complaints."):
            home = (node.module or "").removeprefix("huiyin.complaints.")
            found |= {name.asname or name.name: (home, name.name) for name in node.names}
    return found


@cache
def _trees() -> dict[str, ast.Module]:
    paths = [*COMPLAINTS.glob("*.py"), *COMPLAINTS.glob("commands/*.py")]
    return {
        ".".join(path.relative_to(COMPLAINTS).with_suffix("").parts): ast.parse(
            path.read_text(encoding="utf-8")
        )
        for path in paths
    }


if __name__ == "__main__":
    main()

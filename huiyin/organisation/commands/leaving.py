"""People who leave by the spreadsheet: their rows are refused while work still rests on them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import TypeAlias

from huiyin.organisation.models import Staff
from huiyin.organisation.sheets.cells import Value
from huiyin.organisation.sheets.layout import ROLES, STAFF, Sheet, Values
from huiyin.organisation.sheets.reading import Bankfile, Row
from huiyin.organisation.sheets.report import Refusal

OpenWork: TypeAlias = Callable[
    [Sequence[int]], Mapping[int, int]
]  # told by the rooms above, whose work it is
Known: TypeAlias = Mapping[tuple[object, ...], Values]


def nobody_works(staff_ids: Sequence[int]) -> Mapping[int, int]:
    return {}


def check(file: Bankfile, standing: Mapping[str, Known], today: date, open_work: OpenWork) -> None:
    """Name every row by which somebody would leave whose work is still open, and how much there is."""
    rows = [*_gone(file, standing), *_without_role(file, standing, today)]
    logins = {row.values["login"] for _sheet, row, _column in rows}
    ids = dict(Staff.objects.filter(login__in=logins).values_list("login", "pk"))
    counts = open_work(list(ids.values())) if ids else {}
    for sheet, row, column in rows:
        count = counts.get(ids.get(str(row.values["login"]), 0), 0)
        if count:
            file.refused.append(
                Refusal(sheet.title, row.number, sheet.column(column).name, "open_work_stays", str(count))
            )


def _gone(file: Bankfile, standing: Mapping[str, Known]) -> Iterator[tuple[Sheet, Row, str]]:
    for row in file.rows[STAFF.name]:
        before = standing[STAFF.name].get(STAFF.key_of(row.values))
        if row.values["left"] is not None and before is not None and before["left"] is None:
            yield STAFF, row, "left"


def _without_role(
    file: Bankfile, standing: Mapping[str, Known], today: date
) -> Iterator[tuple[Sheet, Row, str]]:
    """Whose last role ends today or ended before."""
    after: dict[tuple[object, ...], Values] = dict(standing[ROLES.name])
    after |= {ROLES.key_of(row.values): row.values for row in file.rows[ROLES.name]}
    stays = {v["login"] for v in after.values() if not _is_over(v["valid_to"], today)}
    for row in file.rows[ROLES.name]:
        if row.values["login"] not in stays and _is_over(row.values["valid_to"], today):
            yield ROLES, row, "valid_to"


def _is_over(valid_to: Value, today: date) -> bool:
    return isinstance(valid_to, date) and valid_to <= today

"""群体事项: complaints that share one investigation and one opinion."""

from __future__ import annotations

from huiyin.complaints.models import Stage
from tests.complaints.given.matters import belong, open_matter
from tests.web.desk.cases.case import Case

CASES: dict[str, Case] = {
    "join_matter": Case(
        Stage.INVESTIGATING, "coordinator", lambda road: {"matter_id": open_matter(road)}, ("matter_id",),
        {"matter_id": "999999"}, open_matter, outsider="handler",
    ),
    "leave_matter": Case(
        Stage.INVESTIGATING, "coordinator", lambda road: {"reason": "诉求不同"}, ("reason",), {}, belong,
        outsider="handler",
    ),
    "choose_representative": Case(
        Stage.INVESTIGATING, "coordinator", lambda road: {"chosen_by": "书面推举"}, ("chosen_by",),
        {"instead_of": "26-0000000000-X"}, belong, outsider="handler",
    ),
}  # fmt: skip

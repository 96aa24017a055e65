"""Without a database: said as such, with when to try again, and nothing half done."""

from __future__ import annotations

from tests import databases
from tests.web.api.callers import Caller, problem


def test_a_database_that_is_away_is_a_problem_to_come_back_with(own_database: str) -> None:
    databases.point_at("there_is_no_such_database")
    try:
        answer = Caller("hy_any").get("me")
    finally:
        databases.point_at(own_database)
    said = problem(answer)
    assert (said["status"], said["code"], answer["Retry-After"]) == (503, "no_database", "5")
    assert answer["Content-Language"] == "zh-CN"

"""/live, /ready and /metrics."""

from __future__ import annotations

import pytest
from django.db import OperationalError, connection, connections
from django.test import Client, RequestFactory

from huiyin.config import environment, errors, health


def test_it_lives_without_a_database() -> None:
    answer = Client().get("/live")
    assert (answer.status_code, answer.json()) == (200, {"live": True})


@pytest.mark.django_db
def test_it_is_ready_when_all_is_well() -> None:
    answer = Client().get("/ready")
    assert (answer.status_code, answer.json()) == (200, {"ready": True, "reasons": []})


def test_it_says_each_reason_why_it_is_not_ready(own_database: str) -> None:
    connections["default"].close()
    connections.settings["default"].update(environment.database(role="") | {"NAME": own_database})
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'calendars'")
        cursor.execute("DROP TABLE entry_00001 CASCADE")
    answer = Client().get("/ready")
    assert answer.status_code == 503
    role, migrations, partition = answer.json()["reasons"]
    assert role.endswith("instead of huiyin_app")
    assert migrations == "1 migrations are not applied: run `huiyin migrate`"
    assert partition == "no room ahead in the record: is the worker running?"


def test_it_is_not_ready_without_a_database(own_database: str) -> None:
    connections["default"].close()
    connections.settings["default"].update({"PORT": "1"})
    answer = Client().get("/ready")
    assert (answer.status_code, answer.json()["reasons"]) == (503, ["the database does not answer"])


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("path", ["/metrics", "/api/v1/never"])
def test_a_page_says_come_back_when_there_is_no_database(own_database: str, path: str) -> None:
    connections["default"].close()
    connections.settings["default"].update({"PORT": "1"})
    request = RequestFactory().get(path)
    try:
        with connection.cursor():
            pass
    except OperationalError:
        answer = errors.failed(request)
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert (b"no_database" in answer.content) == path.startswith("/api/")


@pytest.mark.django_db
def test_it_counts_for_the_machines() -> None:
    lines = Client().get("/metrics").content.decode().splitlines()
    assert [line for line in lines if not line.startswith("#")] == [f"{name} 0" for name in health.METRICS]

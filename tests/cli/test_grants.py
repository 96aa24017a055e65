"""What the application's role may do, and above all what it may not."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import psycopg
import pytest
from django.db import ProgrammingError, connection, connections
from psycopg import sql

from huiyin.config import environment, grants
from tests import databases

WHEN = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
RECORD = ["entry", "entry_00000", "entry_payload", "entry_payload_00000", "anchor", "act"]
CHANGES = {
    "update": "UPDATE {} SET {} = {}",
    "delete": "DELETE FROM {}",
    "truncate": "TRUNCATE {}",
}


def run(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def asked(question: str, *values: Any) -> object:
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        return cursor.fetchone()[0]


@pytest.mark.django_db
@pytest.mark.parametrize("table", RECORD)
@pytest.mark.parametrize("change", CHANGES)
def test_the_record_cannot_be_changed(table: str, change: str) -> None:
    column = "body" if table.startswith(("entry_payload", "act")) else "hash"
    with pytest.raises(ProgrammingError, match="permission denied"):
        run(CHANGES[change].format(table, column, column))


@pytest.mark.django_db
def test_the_record_can_be_added_to_and_read() -> None:
    run(
        "INSERT INTO act (at, actor_name, action, subject, body, hash) VALUES (%s, '江', 'x', 'y', '', '')",
        WHEN,
    )
    assert asked("SELECT count(*) FROM act WHERE actor_name = '江'") == 1


@pytest.mark.django_db
def test_other_tables_can_be_changed() -> None:
    run("UPDATE business_day SET name = name")
    run("DELETE FROM business_day WHERE false")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "attempt",
    [
        "CREATE TABLE mine (n int)",
        "DROP TABLE entry",
        "ALTER TABLE act DISABLE TRIGGER append_only",
        "DROP TRIGGER append_only ON act",
        "DELETE FROM django_migrations",
        "SET session_replication_role = replica",
    ],
)
def test_what_protects_the_record_cannot_be_taken_away(attempt: str) -> None:
    with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"):
        run(attempt)


@pytest.mark.django_db
def test_partitions_are_made_through_the_owners_function_alone() -> None:
    run("SELECT ensure_partitions('entry', 5000000)")
    assert asked("SELECT to_regclass('entry_00004') IS NOT NULL")
    with pytest.raises(ProgrammingError, match="permission denied"):
        run("DELETE FROM entry_00004")


def test_a_partition_made_later_stays_closed_when_rights_are_granted_again(own_database: str) -> None:
    run("SELECT ensure_partitions('entry', 5000000)")
    grants.apply()
    with pytest.raises(ProgrammingError, match="permission denied"):
        run("DELETE FROM entry_00004")


def test_granting_from_several_programs_at_once_is_harmless(own_database: str) -> None:
    def grant(_number: int) -> None:
        try:
            grants.apply()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as programs:
        list(programs.map(grant, range(8)))
    run("SELECT 1 FROM act")


@pytest.fixture
def plain_owner(own_database: str) -> Iterator[str]:
    """The database in the hands of a login that is no superuser, as a bank would have it."""
    name = f"owner_{own_database}"[:60]
    login = sql.Identifier(name)
    with databases.admin() as server:
        server.execute(sql.SQL("CREATE ROLE {} LOGIN PASSWORD 'x'").format(login))
        server.execute(sql.SQL("ALTER DATABASE {} OWNER TO {}").format(sql.Identifier(own_database), login))
    address = psycopg.conninfo.make_conninfo(environment.database_url(), dbname=own_database)
    with psycopg.connect(address, autocommit=True) as owner:
        for line in owner.execute(
            "SELECT format('ALTER TABLE public.%%I OWNER TO %%I', relname, %s::text) FROM pg_class"
            " WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')",
            [name],
        ).fetchall():
            owner.execute(line[0])
        owner.execute(sql.SQL("ALTER SCHEMA public OWNER TO {}").format(login))
    connections["owner"].close()
    connections.settings["owner"].update({"USER": name, "PASSWORD": "x"})
    yield name
    connections.close_all()
    with databases.admin() as server:
        server.execute(
            sql.SQL("ALTER DATABASE {} OWNER TO CURRENT_USER").format(sql.Identifier(own_database))
        )
    with psycopg.connect(address, autocommit=True) as owner:
        owner.execute(sql.SQL("REASSIGN OWNED BY {} TO CURRENT_USER").format(login))
        owner.execute(sql.SQL("DROP OWNED BY {}").format(login))
        owner.execute(sql.SQL("DROP ROLE {}").format(login))


@pytest.mark.filterwarnings("ignore")
def test_an_owner_who_may_not_grant_is_told_what_an_administrator_must_run(plain_owner: str) -> None:
    with pytest.raises(grants.NotAllowed, match=f'GRANT huiyin_app TO "{plain_owner}"'):
        grants.apply()


@pytest.mark.filterwarnings("ignore")
def test_an_owner_who_is_no_superuser_is_enough_once_it_has_the_role(plain_owner: str) -> None:
    with databases.admin() as server:
        server.execute(sql.SQL("GRANT huiyin_app TO {}").format(sql.Identifier(plain_owner)))
    grants.apply()
    with pytest.raises(ProgrammingError, match="permission denied"):
        run("DELETE FROM act")

"""What the application may do in the database: everything but owning tables and changing the record."""

from __future__ import annotations

import time

from django.db import DatabaseError, connections, transaction
from django.db.backends.utils import CursorWrapper
from psycopg import errors, sql

from huiyin.config.environment import APPLICATION_ROLE as ROLE

RECORD = ("entry", "entry_payload", "anchor", "act")  # read and added to; never changed, never emptied
READ_ONLY = ("django_migrations",)
TRIES = 10


class NotAllowed(Exception):
    """The owner of the tables may not make the role; says what an administrator must run."""


def apply() -> None:
    """Make the role if it is missing and give it its rights; safe to run again, also from several programs at once."""
    for tries_left in reversed(range(TRIES)):
        try:
            with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
                make_role(cursor)
                grant_rights(cursor)
            return
        except DatabaseError as problem:
            # Roles belong to the whole server: two databases migrated at once meet here, and one must wait.
            clash = isinstance(
                problem.__cause__, (errors.DuplicateObject, errors.UniqueViolation, errors.InternalError_)
            )
            if not clash or not tries_left:
                raise
            time.sleep(0.2)


def make_role(cursor: CursorWrapper) -> None:
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE])
    exists = cursor.fetchone() is not None
    if exists and is_member(cursor):
        return
    try:
        if not exists:
            cursor.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(sql.Identifier(ROLE)))
        cursor.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(sql.Identifier(ROLE)))
    except DatabaseError as problem:
        if not isinstance(problem.__cause__, errors.InsufficientPrivilege):
            raise
        owner = connections["owner"].settings_dict["USER"]
        raise NotAllowed(
            f'an administrator of the database must first run: CREATE ROLE {ROLE} NOLOGIN; GRANT {ROLE} TO "{owner}";'
        ) from problem


def is_member(cursor: CursorWrapper) -> bool:
    """May the owner take the role? A superuser always may; since 16, who made a role is not yet allowed to."""
    right = "SET" if cursor.db.pg_version >= 160000 else "MEMBER"
    cursor.execute("SELECT pg_has_role(current_user, %s, %s)", [ROLE, right])
    return bool(cursor.fetchone()[0])


def grant_rights(cursor: CursorWrapper) -> None:
    cursor.execute("SELECT current_schema()")
    schema = sql.Identifier(cursor.fetchone()[0])
    role = sql.Identifier(ROLE)
    for right in (
        "USAGE ON SCHEMA {schema}",
        "SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema}",
        "USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA {schema}",
        "EXECUTE ON ALL FUNCTIONS IN SCHEMA {schema}",
    ):
        cursor.execute(sql.SQL("GRANT " + right + " TO {role}").format(schema=schema, role=role))
    for right, tables in (
        ("UPDATE, DELETE, TRUNCATE", RECORD),
        ("INSERT, UPDATE, DELETE, TRUNCATE", READ_ONLY),
    ):
        for table in with_partitions(cursor, tables):
            revoke = sql.SQL("REVOKE " + right + " ON {} FROM {}")
            cursor.execute(revoke.format(sql.Identifier(table), role))


def with_partitions(cursor: CursorWrapper, tables: tuple[str, ...]) -> list[str]:
    """Those of the tables that exist, and every partition below them."""
    cursor.execute(
        """
        WITH RECURSIVE family AS (
            SELECT oid, relname FROM pg_class
            WHERE relname = ANY(%s) AND relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')
            UNION
            SELECT c.oid, c.relname FROM family f
            JOIN pg_inherits i ON i.inhparent = f.oid JOIN pg_class c ON c.oid = i.inhrelid
        )
        SELECT relname FROM family
        """,
        [list(tables)],
    )
    return [row[0] for row in cursor.fetchall()]

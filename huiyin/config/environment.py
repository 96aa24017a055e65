"""What the operator chose: HUIYIN_… environment variables, and the files of the data folder that stand in for them."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

APPLICATION_ROLE = "huiyin_app"


def data_dir() -> Path:
    """The one folder Huiyin writes to (HUIYIN_DATA_DIR, else ./var)."""
    return Path(os.environ.get("HUIYIN_DATA_DIR", "var")).resolve()


def database_url() -> str:
    """HUIYIN_DATABASE_URL, else the address the embedded server left in the data folder."""
    given = os.environ.get("HUIYIN_DATABASE_URL", "")
    left = data_dir() / "database-url"
    if given or not left.exists():
        return given or "postgresql://huiyin@127.0.0.1:5432/huiyin"
    return left.read_text(encoding="utf-8").strip()


def database(*, role: str = "") -> dict[str, Any]:
    """Django's settings for one connection; web, worker and tests take the application's role on connecting."""
    try:
        known = conninfo_to_dict(database_url())
    except ProgrammingError as problem:
        raise ImproperlyConfigured(
            f"HUIYIN_DATABASE_URL is not an address of PostgreSQL ({problem})"
        ) from problem
    options: dict[str, Any] = {
        name: value
        for name, value in known.items()
        if name not in {"dbname", "user", "password", "host", "port"}
    }
    if role:
        options["options"] = f"-c role={role} -c idle_in_transaction_session_timeout=60s"
    if role and os.environ.get("HUIYIN_POOL"):
        # Left to itself the pool waits ever longer between attempts, and a database that is back stays unnoticed.
        options["pool"] = {"min_size": 2, "max_size": 8, "timeout": 3, "reconnect_timeout": 2}
    return {
        "CONN_HEALTH_CHECKS": True,  # a connection kept over a restart of the database is noticed before it is used
        "ENGINE": "django.db.backends.postgresql",
        "NAME": known.get("dbname", "huiyin"),
        "USER": known.get("user", ""),
        "PASSWORD": known.get("password", ""),
        "HOST": known.get("host", ""),
        "PORT": str(known.get("port", "")),
        "OPTIONS": options,
    }


def key(name: str) -> str:
    """A secret from HUIYIN_<NAME>, else from the data folder, made there once if it is missing."""
    given = os.environ.get(f"HUIYIN_{name}", "")
    if given:
        return given
    kept = data_dir() / f"{name.lower().replace('_', '-')}"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_hex(32))
    return kept.read_text(encoding="utf-8").strip()

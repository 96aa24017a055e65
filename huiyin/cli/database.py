"""`huiyin db up` and `huiyin db down`."""

from __future__ import annotations

import argparse
import os

from huiyin.cli import postgres
from huiyin.cli.problem import Problem
from huiyin.config import environment


def run(options: argparse.Namespace) -> None:
    if os.environ.get("HUIYIN_DATABASE_URL"):
        raise Problem(
            "HUIYIN_DATABASE_URL names a server that is not ours to start or stop: unset it for `db`."
        )
    data_dir = environment.data_dir()
    if options.action == "up":
        started = postgres.up(data_dir)
        print(
            f"PostgreSQL {'started' if started else 'is running'}; its address is in {data_dir / 'database-url'}"
        )
    else:
        stopped = postgres.down(data_dir)
        print("PostgreSQL stopped" if stopped else "PostgreSQL was not running")

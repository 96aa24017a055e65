"""`make bench`: fills a bank of its own, then measures pages and registrations with one client and with eight."""

from __future__ import annotations

import argparse
import os
import platform
import sys
import time
from collections.abc import Iterable, Sequence
from datetime import date

import django

from bench import place
from bench.clients import Operation, Result, measure

CLIENTS = (1, 8)
PORTION = 5_000


def main() -> int:
    options = _options()
    with place.database():
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huiyin.config.settings")
        django.setup()
        from bench import bank  # noqa: PLC0415  the settings read the database's address, known only now

        began = time.monotonic()
        bank.fill(options.complaints, portion=PORTION, say=_say)
        _say(f"filled in {time.monotonic() - began:.0f} s")
        operations = bank.operations()
        with place.server() as (port, pid):
            results = list(_all(operations, port, pid, seconds=options.seconds, password=bank.PASSWORD))
    print(_table(results, complaints=options.complaints))
    return 1 if any(result.errors for result in results) else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--complaints", type=int, default=10_000)
    parser.add_argument("--seconds", type=float, default=8)
    return parser.parse_args()


def _all(
    operations: Sequence[Operation], port: int, pid: int, *, seconds: float, password: str
) -> Iterable[Result]:
    for operation in operations:
        for clients in CLIENTS:
            yield measure(
                operation, port, clients=clients, seconds=seconds, password=password,
                cpu=lambda: place.processor_seconds(pid),
            )  # fmt: skip
            _say(f"  {operation.name}, {clients} at a time: done")


def _table(results: Iterable[Result], *, complaints: int) -> str:
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}, {date.today()}"
    lines = [
        f"{complaints:,} complaints; {machine}; load generator on the same machine.\n",
        "| operation | clients | p50 ms | p95 ms | answers/s | CPU ms an answer | n | errors |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    lines += [
        f"| {r.operation} | {r.clients} | {r.p50:.1f} | {r.p95:.1f} | {r.rate:.1f} | {r.cpu:.1f} | {r.n} | {r.errors} |"
        for r in results
    ]
    return "\n".join(lines)


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())

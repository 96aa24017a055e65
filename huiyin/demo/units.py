"""Every unit of the demo bank, each behind the one above it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from huiyin.demo import data
from huiyin.organisation.sheets.cells import Cell


@dataclass(frozen=True)
class Place:
    code: str
    name: str
    kind: str
    parent: str | None = None
    serves: str | None = None
    valid_to: dt.date | None = None
    successor: str | None = None

    def row(self) -> dict[str, Cell]:
        return asdict(self)


def places() -> Iterator[Place]:
    for unit in data.read("units")["units"]:
        yield Place(**unit)
    facts = data.read("branches")
    for branch in facts["branches"]:
        yield from _branch(branch, facts["offices"])


def branches(bank: Iterable[Place]) -> list[Place]:
    return [place for place in bank if place.kind == "分行"]


def below(code: str, bank: Iterable[Place]) -> list[Place]:
    return [place for place in bank if place.parent == code]


def _branch(branch: dict[str, Any], offices: list[dict[str, Any]]) -> Iterator[Place]:
    code, name = branch["code"], branch["name"]
    yield Place(code, f"{name}分行", "分行", "JH")
    for office in offices:
        serves = code if office.get("coordinates") else None
        yield Place(f"{code}-{office['code']}", f"{name}分行{office['name']}", "部门", code, serves)
    for outlet in branch.get("sub", [{"code": "YYB", "name": f"{name}分行营业部"}]):
        yield Place(**{**outlet, "code": f"{code}-{outlet['code']}"}, kind="支行", parent=code)

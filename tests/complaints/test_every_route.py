"""Nobody judges himself: whoever is recused, or not named, learns nothing of a complaint, by any route."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from huiyin.complaints import verify
from huiyin.complaints.models import Recusal, Restriction, Stage
from tests.complaints import road as roads
from tests.complaints.every_route import (
    API,
    API_OF_ONE,
    API_WITHOUT_COMPLAINTS,
    DESK,
    DESK_OF_ONE,
    FIGURES,
    STEPS_OF_DESK,
    TITLE,
    WITHOUT_COMPLAINTS,
    Hidden,
    OfOne,
    Reader,
    another,
    api_paths,
    desk_names,
    hide,
    refused_as_unknown,
    told,
)
from tests.complaints.road import Road, at_stage
from tests.web.api.sent import sent, steps
from tests.world import person, staff

pytestmark = pytest.mark.django_db
EXISTING = {name for name, _of_one in desk_names()}
PATHS = api_paths()


@pytest.fixture(autouse=True)
def just_now(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The doors act now."""
    monkeypatch.setattr(roads, "MONDAY", timezone.now() - timedelta(hours=1))
    yield


@dataclass(frozen=True)
class Guard:
    """What is done to every one of the hidden, and from whom it hides them."""

    do: Callable[[Road], object]
    readers: tuple[str, ...]


def recuse(name: str, why: str) -> Callable[[Road], object]:
    return lambda road: road.do("recuse", road.coordinator, staff_ids=[staff(name).pk], why=why)


def restrict(kind: str) -> Callable[[Road], object]:
    return lambda road: road.do("restrict", road.coordinator, kind=kind, reason="限制查阅")


GUARDS: dict[str, Guard] = {
    "accused": Guard(recuse("余静", "accused"), ("余静",)),
    "chief": Guard(recuse("余静", "accused"), ("何伟",)),
    "relation": Guard(recuse("卢毅", "relation"), ("卢毅",)),
    "decided": Guard(recuse("谭宁", "decided"), ("谭宁",)),
    "media": Guard(restrict("media"), ("洪波",)),
    "staff": Guard(restrict("staff"), ("谭宁",)),
    "major": Guard(restrict("major"), ("韩松",)),
}


def routes() -> Iterator[tuple[str, Callable[[Reader], str]]]:
    """Those that exist today; a page that is still to come counts from the day it is there."""
    for name, asks in [(n, a) for n, a in DESK.items() if n in EXISTING] + list(API.items()):
        yield from ((f"{name} {number}", ask) for number, ask in enumerate(asks))
    yield from FIGURES.items()


def shown(reader: Reader) -> set[str]:
    """The routes by which this reader learns something of what is to be hidden."""
    found = set[str]()
    for name, ask in routes():
        with transaction.atomic():
            answer = ask(reader)
            transaction.set_rollback(True)
        if any(trace in answer for trace in reader.hidden.traces):
            found.add(name)
    return found


def asked_by_number(reader: Reader, table: Mapping[str, list[OfOne]]) -> list[str]:
    """The pages about one complaint that say more than that there is no such thing."""
    road, told_more = reader.hidden.roads[0], []
    for name, ask in [(name, ask) for name, asks in table.items() for ask in asks]:
        answer = ask(reader, road)
        if not refused_as_unknown(answer) or TITLE in told(answer):
            told_more.append(f"{name}: {answer.status_code}")
    return told_more


def stepped(reader: Reader) -> list[str]:
    """The steps, on the desk and by the API, that say more than that, whatever is sent with them."""
    road, told_more = reader.hidden.roads[0], asked_by_number(reader, STEPS_OF_DESK)
    for step in steps():
        try:
            with transaction.atomic():
                body = sent(road, step)
                transaction.set_rollback(True)
        except Exception:
            body = {}  # what the step needs is not there; neither is the complaint
        answer = reader.api.post(f"complaints/{road.ref}/{step}", body)
        if not refused_as_unknown(answer) or TITLE in told(answer):
            told_more.append(f"{step}: {answer.status_code} {answer.content.decode()[:80]}")
    return told_more


def test_every_recusal_and_restriction_holds_on_every_route() -> None:
    """Each reader sees them first; then they are guarded, and there is no trace of them anywhere."""
    hidden, wrong = hide(), list[str]()
    readers = {name: Reader(person(name), hidden) for guard in GUARDS.values() for name in guard.readers}
    before = {name: shown(reader) for name, reader in readers.items()}
    assert all(len(learnt) > 10 for learnt in before.values()), "somebody saw nothing to begin with"
    for kind, guard in GUARDS.items():
        with transaction.atomic():
            for road in hidden.roads:
                guard.do(road)
            assert verify.run() == []
            for reader in (readers[name] for name in guard.readers):
                leaks = [*sorted(shown(reader)), *asked_by_number(reader, OF_ONE)]
                leaks += stepped(reader) if kind in EVERY_STEP else []
                wrong += [f"{kind}, {reader.by.name}: {leak}" for leak in leaks]
            transaction.set_rollback(True)
    assert not wrong, "\n".join(wrong)
    silent = {name for name, _ask in routes() if not name.startswith("matters")} - set().union(
        *before.values()
    )
    assert silent <= NEVER_TOLD, f"no reader learnt anything there even before: {sorted(silent)}"


# Every step starts from the same sight; one recusal and one restriction try them all.
EVERY_STEP = ("chief", "media")
OF_ONE = {**{name: asks for name, asks in DESK_OF_ONE.items() if name in EXISTING}, **API_OF_ONE}
# Where the readers of this test learn nothing in the first place.
NEVER_TOLD = {
    "desk:home 0", "desk:promise_batch 0", "desk:promise_batch_again 0", "desk:promise_receipts 0",
    "desk:statements 0", "statements 0", "desk:register 0", "desk:duty 0", "desk:reviews 0", "desk:matters 0",
    "desk:matter 0", "desk:matter_act 0", "desk:matter_open 0", "desk:matter_together 0", "signed before",
}  # fmt: skip


def test_a_report_is_hidden_from_the_line_its_coordinators_included() -> None:
    road = at_stage(Stage.UNDER_REVIEW, title=TITLE)
    road.do("attach", road.intake, name="九曲桥.txt", content="九曲桥".encode())
    hidden = Hidden([road], another())
    names = ("沈岚", "黄珊", "卢毅", "谭宁", "洪波", "江澜")
    readers = [Reader(person(name), hidden) for name in names]
    assert all(shown(reader) for reader in readers)
    road.do("retype", person("卢毅"), to_type="report", reason="反映员工收受好处")
    assert road.complaint.restricted == Restriction.REPORT
    for reader in readers:
        assert not shown(reader), reader.by.name
        assert not asked_by_number(reader, OF_ONE), reader.by.name
    assert TITLE in told(Reader(person("谢安"), hidden).desk.get(f"/complaints/{road.ref}/"))
    assert verify.run() == []


def test_every_reason_and_every_restriction_is_tried() -> None:
    assert set(GUARDS) == {*Recusal.Why.values, *Restriction.values} - {"report"}


def test_every_page_and_every_address_is_in_the_table() -> None:
    """A page that is added and not listed fails here: list it in `every_route`, or say that it shows no complaint."""
    with_number = {name for name, of_one in desk_names() if of_one}
    others = {name for name, of_one in desk_names() if not of_one and not name.startswith("desk:settings")}
    assert with_number - set(DESK_OF_ONE) - set(STEPS_OF_DESK) == set()
    assert others - set(DESK) - WITHOUT_COMPLAINTS == set()
    steps_of_api = {f"complaints/{{ref}}/{step}" for step in [*steps(), "attach"]}
    assert PATHS - set(API) - set(API_OF_ONE) - steps_of_api - API_WITHOUT_COMPLAINTS == set()

"""Nobody judges himself: whoever is recused, or not named, learns nothing of a complaint, by any route."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
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
    WITHOUT_COMPLAINTS,
    OfOne,
    api_paths,
    desk_names,
)
from tests.complaints.hidden import TITLE, Hidden, another, hide
from tests.complaints.reader import Reader, refused_as_unknown, told
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


def recuse(why: str, *names: str) -> Callable[[Road], object]:
    return lambda road: road.do(
        "recuse", road.coordinator, staff_ids=[staff(name).pk for name in names], why=why
    )


def restrict(kind: str) -> Callable[[Road], object]:
    return lambda road: road.do("restrict", road.coordinator, kind=kind, reason="限制查阅")


GUARDS: dict[str, Guard] = {
    "accused": Guard(recuse("accused", "余静"), ("余静",)),
    "chief": Guard(recuse("accused", "余静"), ("何伟",)),
    "relation": Guard(recuse("relation", "卢毅", "叶岑", "黄珊"), ("卢毅", "叶岑", "黄珊")),
    "decided": Guard(recuse("decided", "谭宁"), ("谭宁",)),
    "media": Guard(restrict("media"), ("洪波",)),
    "staff": Guard(restrict("staff"), ("谭宁", "叶岑")),
    "major": Guard(restrict("major"), ("韩松",)),
}


def routes() -> Iterator[tuple[str, Callable[[Reader], str]]]:
    """Those that exist today; a page that is still to come counts from the day it is there."""
    for name, asks in [(n, a) for n, a in DESK.items() if n in EXISTING] + list(API.items()):
        yield from ((f"{name} {number}", ask) for number, ask in enumerate(asks))
    yield from FIGURES.items()


@contextmanager
def undone(reader: Reader) -> Iterator[None]:
    """What is asked leaves nothing behind, neither in the files nor on the page this reader opens next."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    reader.desk.cookies.pop("messages", None)


def shown(reader: Reader) -> set[str]:
    """The routes by which this reader learns something of what is to be hidden."""
    found = set[str]()
    for name, ask in routes():
        with undone(reader):
            answer = ask(reader)
        if any(trace in answer for trace in reader.hidden.traces):
            found.add(name)
    return found


def having(reader: Reader, name: str) -> Road:
    """The first of the hidden, or the one that has what this page shows."""
    roads = reader.hidden.roads
    return roads[ON.get(name, 0)] if len(roads) > 1 else roads[0]


def asked_by_number(reader: Reader, table: Mapping[str, list[OfOne]]) -> list[str]:
    """The pages about one complaint that say more than that there is no such thing."""
    told_more = []
    for name, ask in [(name, ask) for name, asks in table.items() for ask in asks]:
        with undone(reader):
            answer = ask(reader, having(reader, name))
        if not refused_as_unknown(answer) or TITLE in told(answer):
            told_more.append(f"{name}: {answer.status_code}")
    return told_more


def stepped(reader: Reader, first: int, every: int) -> list[str]:
    """The steps, on the desk and by the API, that say more than that, whatever is sent with them."""
    pages = dict(list(STEPS_OF_DESK.items())[first % every :: every])
    road, told_more = reader.hidden.roads[0], asked_by_number(reader, pages)
    for step in steps()[first % every :: every]:
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
    """Each reader sees them first; then they are guarded, and there is no trace of them anywhere.

    Of the steps each kind tries a third, in turn, so that all kinds together try them all; under chaos each tries all.
    """
    hold_on_every_route(every=3)


@pytest.mark.chaos
def test_every_recusal_and_restriction_holds_on_every_step(request: pytest.FixtureRequest) -> None:
    if not request.config.getoption("-m"):
        pytest.skip("every step for every kind: make chaos")
    hold_on_every_route(every=1)


def hold_on_every_route(*, every: int) -> None:
    hidden = hide()
    readers = {name: Reader(person(name), hidden) for guard in GUARDS.values() for name in guard.readers}
    wrong = said_beforehand(list(readers.values()))
    for number, (kind, guard) in enumerate(GUARDS.items()):
        with transaction.atomic():
            for road in hidden.roads:
                guard.do(road)
            assert verify.run() == []
            for reader in (readers[name] for name in guard.readers):
                wrong += [f"{kind}, {reader.by.name}: {leak}" for leak in leaking(reader, number, every)]
            transaction.set_rollback(True)
    assert not wrong, "\n".join(wrong)


def leaking(reader: Reader, first: int, every: int) -> list[str]:
    """Whatever still tells this reader something."""
    return [*sorted(shown(reader)), *asked_by_number(reader, OF_ONE), *stepped(reader, first, every)]


def said_beforehand(readers: list[Reader]) -> list[str]:
    """Every route tells somebody something, or stands in a row of those that do not; and no such row is idle."""
    before = [shown(reader) for reader in readers]
    assert all(len(learnt) > 8 for learnt in before), "somebody saw nothing to begin with"
    silent = {name for name, _ask in routes()} - set().union(*before)
    shut = set(OF_ONE) - set().union(*(answered(reader) for reader in readers))
    return [
        *(f"nobody learns anything there even before: {name}" for name in sorted(silent - NEVER_TOLD)),
        *(f"somebody learns something there, or it is gone: {name}" for name in sorted(NEVER_TOLD - silent)),
        *(f"opens to nobody even before: {name}" for name in sorted(shut)),
    ]


def answered(reader: Reader) -> set[str]:
    """The pages about one complaint that open to this reader as long as nothing is guarded."""
    found = set[str]()
    for name, asks in OF_ONE.items():
        for ask in asks:
            with undone(reader):
                answer = ask(reader, having(reader, name))
            if not refused_as_unknown(answer):
                found.add(name)
    return found


OF_ONE = {**{name: asks for name, asks in DESK_OF_ONE.items() if name in EXISTING}, **API_OF_ONE}
# Which of the hidden has what the page shows or what the act needs; elsewhere the first has it.
ON = {
    "desk:complaints:archived": 3, "complaints/{ref}/archive/{version}/{form}": 3, "desk:review": 3,
    "desk:promise_settle_accounts": 3, "desk:outlet_sign": 1,
    **{f"desk:promise_{step}": 2 for step in ("pay", "prove", "refuse_payment", "request_payment")},
}  # fmt: skip
# Where nobody learns of a complaint at all.
NEVER_TOLD = {
    "desk:home 0",  # leads on to the first page
    "desk:statements 0", "statements 0",  # tell of no complaint, whoever asks
    "desk:register 0",  # an empty form
    "matters/{matter_id}/join 0",  # answers with the numbers it was sent
    "desk:matter_open 0", "desk:matter_together 0",  # forms in which numbers and people are typed
}  # fmt: skip


def test_a_report_is_hidden_from_the_line_its_coordinators_included() -> None:
    """Each of the line tries a third of the steps, in turn; under chaos each tries all."""
    hide_a_report(every=3)


@pytest.mark.chaos
def test_a_report_is_hidden_on_every_step(request: pytest.FixtureRequest) -> None:
    if not request.config.getoption("-m"):
        pytest.skip("every step for everybody: make chaos")
    hide_a_report(every=1)


def hide_a_report(*, every: int) -> None:
    road = at_stage(Stage.UNDER_REVIEW, title=TITLE)
    road.do("attach", road.intake, name="九曲桥.txt", content="九曲桥".encode())
    hidden = Hidden([road], another())
    names = ("沈岚", "黄珊", "卢毅", "谭宁", "洪波", "江澜")
    readers = [Reader(person(name), hidden) for name in names]
    assert all(shown(reader) for reader in readers)
    road.do("retype", person("卢毅"), to_type="report", reason="反映员工收受好处")
    assert road.complaint.restricted == Restriction.REPORT
    for number, reader in enumerate(readers):
        assert leaking(reader, number, every) == [], reader.by.name
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

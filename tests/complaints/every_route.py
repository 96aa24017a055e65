"""All routes by which a reader could learn of a complaint, in one table, for `test_every_route`.

A new page, export, ledger or figure joins as one line of DESK, API or FIGURES: how a reader asks, given the files that
must stay hidden. A page that shows no complaint is named in WITHOUT_COMPLAINTS.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.urls import URLPattern, URLResolver

from huiyin.complaints import commands, numbers
from huiyin.complaints.models import Batch, Payment
from huiyin.complaints.queries import approvals, counters, rail, ranges, search, similar, worklist
from huiyin.complaints.queries.counters import Asked
from huiyin.complaints.queries.search import Wanted
from huiyin.complaints.queries.task_rows import read
from huiyin.complaints.queries.wanted import Wanted as OfWorklist
from huiyin.web.api.door import api as door
from huiyin.web.desk import urls
from huiyin.web.desk.complaints.forms import FORMS
from huiyin.web.desk.matters.forms import FORMS as ACTS
from huiyin.web.desk.promises import views as promises
from tests.complaints.hidden import OPINION, STORY, TITLE, WORD, payment_of, promise_of
from tests.complaints.reader import Reader, told, unknown
from tests.complaints.road import LI, Road, category
from tests.world import staff

Route = Callable[[Reader], str]
OfOne = Callable[[Reader, Road], Any]


def written(**more: str) -> dict[str, str]:
    """A registration form half filled in by somebody whose customer rings again."""
    return {"name": LI.name, "phone": LI.phone, "id_no": LI.id_no, "story": STORY, "title": TITLE[:2], **more}


def _search(reader: Reader, **wanted: Any) -> str:
    """Beside the rows: not even their number is told."""
    found = search.search(Wanted(**wanted), seen_by=reader.by, at=reader.hidden.roads[-1].at)
    number = found.count - sum(row.ref not in reader.hidden.traces for row in found.rows)
    return " ".join(row.ref for row in found.rows) + (reader.hidden.roads[0].ref if number else "")


def _count(reader: Reader, parts: list[Any]) -> str:
    """How many tasks of the hidden ones are counted."""
    at = reader.hidden.roads[-1].at
    number = counters.count({"all": Asked(parts)}, by=reader.by)["all"].number
    seen = read(parts, ranges.ANY, ranges.ANY, by=reader.by, at=at, limit=100).rows
    others = sum(row.ref not in reader.hidden.traces for row in seen)
    return reader.hidden.roads[0].ref if number > others else ""


def _next(reader: Reader) -> str:
    """Whatever the reader takes from a pool."""
    taken = []
    for unit_id in reader.units:
        while made := commands.pick_next(unit_id, by=reader.by, at=reader.hidden.roads[-1].at):
            taken.append(numbers.ref(made.pk, made.registered_at))
    return " ".join(taken)


def _paid_out(reader: Reader) -> str:
    """The batch of the day, as its file tells it."""
    payment = reader.hidden.payment
    return reader.post("promises/batch/", payment=str(payment.pk if payment else 0), kind="csv")


def _paid_out_again(reader: Reader) -> str:
    """The file of a batch that went out before."""
    payment = reader.hidden.payment
    if payment is None:
        return ""
    gone = Batch.objects.create(
        unit_id=payment.unit_id,
        at=payment.requested_at,
        by_staff_id=reader.by.pk,
        count=1,
        total=payment.amount,
    )
    Payment.objects.filter(pk=payment.pk).update(batch=gone)
    return reader.post(f"promises/batch/{gone.pk}/", kind="csv")


def _handed_over(reader: Reader) -> str:
    """What rests on one's people goes back to the pool; that a number sent is unknown is no answer about it."""
    tasks = reader.hidden.tasks
    answer = reader.post("duty/", do="hand_over", task=tasks)
    for ref in {task.partition(":")[2] for task in tasks}:
        answer = answer.replace(f"{ref}：{unknown(ref)}", "")
    return answer


def _for_all(reader: Reader, step: str) -> dict[str, Any]:
    """What an act on a whole matter is sent."""
    bodies: dict[str, dict[str, Any]] = {
        "assign": {"lead": {"unit_id": reader.hidden.roads[0].lead_unit.pk, "question": "请核实"}},
        "join": {"refs": [reader.hidden.elsewhere.ref]},
        "propose": {**OPINION, "otherwise": [{"kind": "apology_oral"}]},
        "send_back": {"reason": "补充依据"},
    }
    return bodies.get(step, {})


def _owed(road: Road, step: str) -> dict[str, Any]:
    """What an act on a promise of this complaint is sent."""
    promise = promise_of(road, money=step == "request_payment")
    every = {"promise_id": promise, "payment_id": payment_of(road), "voucher": "V-1", "reason": "户名不符"}
    return {name: every[name] for name in promises.STEPS[step]}


def _api_list(reader: Reader, **data: Any) -> str:
    return told(reader.api.get("complaints", data))


def _alike(reader: Reader) -> str:
    return repr(similar.alike(STORY, LI, seen_by=reader.by))


def _history(reader: Reader) -> str:
    found = similar.history(LI, seen_by=reader.by, at=reader.hidden.roads[-1].at)
    return repr(found) + (TITLE if found.year else "")


# Pages of the desk, by the name of their address.
DESK: dict[str, list[Route]] = {
    "desk:search": [
        lambda r: r.get("complaints/"),
        lambda r: r.get("complaints/", q=WORD),
        lambda r: r.get("complaints/", severity=3, channel="CTR", category=category()),
        lambda r: r.get("complaints/", stage="investigating"),
        lambda r: r.get("complaints/", unit_id=r.hidden.roads[0].lead_unit.pk),
        lambda r: r.post("complaints/", q=LI.phone),
        lambda r: r.get("complaints/", q=LI.name),
    ],
    "desk:worklist": [
        *(lambda r, scope=scope: r.get("work/", scope=scope) for scope in worklist.SCOPES),  # type: ignore[misc]
        lambda r: r.get("work/", scope="unit", text=WORD),
    ],
    "desk:approvals": [lambda r: r.get("approvals/")],
    "desk:home": [lambda r: r.get("")],
    "desk:outlet": [lambda r: r.get("outlet/")],
    "desk:statements": [lambda r: r.get("statements/")],
    "desk:register_beside": [lambda r: r.post("register/beside/", **written())],
    "desk:register": [lambda r: r.get("register/")],
    "desk:take_next": [
        lambda r: "".join(r.post("work/next/", unit=str(u)) for u in r.units),
    ],
    "desk:complaints:show": [lambda r: r.get(f"complaints/{r.hidden.elsewhere.ref}/")],  # from a link
    "desk:complaints:older": [lambda r: r.get(f"complaints/{r.hidden.elsewhere.ref}/timeline/", before="99")],
    "desk:duty": [
        lambda r: r.get("duty/"), lambda r: r.get("duty/", person=staff("余静").pk), _handed_over,
    ],
    "desk:reviews": [lambda r: r.get("reviews/")],
    "desk:promises": [lambda r: r.get("promises/")],
    "desk:promise_batch": [_paid_out],
    "desk:promise_batch_again": [_paid_out_again],
    "desk:promise_receipts": [lambda r: r.post("promises/receipts/")],
    "desk:matters": [lambda r: r.get("matters/")],
    "desk:matter": [lambda r: r.get(f"matters/{r.hidden.matter}/")],
    "desk:matter_act": [
        *(lambda r, act=act: r.get(f"matters/{r.hidden.matter}/{act}/") for act in ACTS),  # type: ignore[misc]
        *(lambda r, act=act: r.post(f"matters/{r.hidden.matter}/{act}/") for act in ACTS),  # type: ignore[misc]
    ],
    "desk:matter_open": [lambda r: r.get("matters/open/")],
    "desk:matter_together": [lambda r: r.get("matters/new/")],
}  # fmt: skip
# Pages about one complaint: asked by its number they tell nothing but that there is no such thing.
DESK_OF_ONE: dict[str, list[OfOne]] = {
    "desk:complaints:show": [lambda r, road: r.desk.get(f"/complaints/{road.ref}/")],
    "desk:complaints:masked": [lambda r, road: r.desk.get(f"/complaints/{road.ref}/customer/")],
    "desk:complaints:older": [lambda r, road: r.desk.get(f"/complaints/{road.ref}/timeline/?before=99")],
    "desk:complaints:opinions": [lambda r, road: r.desk.get(f"/complaints/{road.ref}/opinions/")],
    "desk:complaints:chain": [lambda r, road: r.desk.post(f"/complaints/{road.ref}/chain/", {})],
    "desk:complaints:attachment": [
        lambda r, road: r.desk.get(f"/complaints/{road.ref}/files/{r.hidden.attachment(road)}/")
    ],
    "desk:complaints:archived": [lambda r, road, form=form: r.desk.get(f"/complaints/{road.ref}/archive/1.{form}")  # type: ignore[misc]
        for form in ("html", "json")
    ],
    "desk:review": [lambda r, road: r.desk.get(f"/reviews/{road.ref}/")],
    **{
        f"desk:promise_{step}": [
            lambda r, road, step=step: r.desk.post(f"/promises/{road.ref}/{step}/", _owed(road, step))  # type: ignore[misc]
        ]
        for step in promises.STEPS
    },
    "desk:outlet_sign": [
        lambda r, road: r.desk.post(f"/outlet/{road.ref}/sign/", {"seen": road.complaint.version})
    ],
}  # fmt: skip
STEPS_OF_DESK: dict[str, list[OfOne]] = {
    f"desk:complaints:{step}": [
        lambda r, road, step=step: r.desk.post(f"/complaints/{road.ref}/{step}/", {}),  # type: ignore[misc]
    ]
    for step in FORMS
}  # fmt: skip
API: dict[str, list[Route]] = {
    "complaints": [
        _api_list,
        lambda r: _api_list(r, words=WORD),
        lambda r: _api_list(r, severity=3),
        lambda r: _api_list(r, unit_id=r.hidden.roads[0].lead_unit.pk),
    ],
    "complaints/search": [
        lambda r: told(r.api.post("complaints/search", {"words": LI.phone})),
        lambda r: told(r.api.post("complaints/search", {"words": WORD})),
    ],
    "worklist": [
        *(lambda r, scope=scope: told(r.api.get("worklist", {"scope": scope})) for scope in worklist.SCOPES),  # type: ignore[misc]
    ],
    "approvals": [lambda r: told(r.api.get("approvals"))],
    "promises": [lambda r: told(r.api.get("promises")), lambda r: told(r.api.get("promises", {"show": "pay"}))],
    "statements": [lambda r: told(r.api.get("statements"))],
    "matters": [lambda r: told(r.api.get("matters"))],
    "matters/{matter_id}": [lambda r: told(r.api.get(f"matters/{r.hidden.matter}"))],
    **{
        f"matters/{{matter_id}}/{step}": [
            lambda r, step=step: told(r.api.post(f"matters/{r.hidden.matter}/{step}", _for_all(r, step)))  # type: ignore[misc]
        ]
        for step in ("approve", "assign", "close", "join", "pick", "propose", "send_back")
    },
    "complaints/{ref}": [lambda r: told(r.api.get(f"complaints/{r.hidden.elsewhere.ref}"))],
    "complaints/{ref}/timeline": [lambda r: told(r.api.get(f"complaints/{r.hidden.elsewhere.ref}/timeline"))],
}  # fmt: skip
API_OF_ONE: dict[str, list[OfOne]] = {
    "complaints/{ref}": [lambda r, road: r.api.get(f"complaints/{road.ref}")],
    "complaints/{ref}/timeline": [lambda r, road: r.api.get(f"complaints/{road.ref}/timeline")],
    "complaints/{ref}/files/{attachment_id}": [
        lambda r, road: r.api.get(f"complaints/{road.ref}/files/{r.hidden.attachment(road)}")
    ],
    "complaints/{ref}/archive/{version}/{form}": [
        lambda r, road, form=form: r.api.get(f"complaints/{road.ref}/archive/1/{form}")  # type: ignore[misc]
        for form in ("html", "json")
    ],
    "complaints/{ref}/chain": [lambda r, road: r.api.post(f"complaints/{road.ref}/chain", {"offers": []})],
}  # fmt: skip
# What the pages are made of, where a number could tell what the rows do not.
FIGURES: dict[str, Route] = {
    "search by words": lambda r: _search(r, words=WORD),
    "search by number": lambda r: _search(r, words=r.hidden.roads[0].ref),
    "search by customer": lambda r: _search(r, words=LI.phone),
    "the whole list": _search,
    "the list of a unit": lambda r: _search(r, unit_id=r.hidden.roads[0].lead_unit.pk),
    "the list of a stage": lambda r: _search(r, stage="investigating"),
    "typed in full": lambda r: search.direct(r.hidden.roads[0].ref, seen_by=r.by),
    "counter of one's own": lambda r: _count(r, ranges.mine(r.by)),
    "counter of the pool": lambda r: _count(r, ranges.pool(r.by)),
    "counter of the units": lambda r: _count(r, ranges.own_units(r.by)),
    "counter of the reach": lambda r: _count(r, ranges.reached(r.by)),
    "counter of signatures": lambda r: _count(r, ranges.to_sign(r.by)),
    "worklist": lambda r: repr(worklist.rows(OfWorklist("reach"), by=r.by, at=r.hidden.roads[-1].at)),
    "beside the worklist": lambda r: repr(rail.rail(by=r.by, at=r.hidden.roads[-1].at)),
    "signed before": lambda r: repr(approvals.decided(by=r.by)),
    "reads alike": _alike,
    "the customer's history": _history,
    "taken from a pool": _next,
}
WITHOUT_COMPLAINTS = {
    "desk:take", "desk:register_units", "desk:statement", "desk:profile", "desk:help", "desk:complaints:who_may",
}  # fmt: skip
API_WITHOUT_COMPLAINTS = {"statements/{statement_id}", "lists/{name}", "me", "units"}


def desk_names(patterns: list[Any] = urls.urlpatterns, prefix: str = "desk") -> Iterator[tuple[str, bool]]:
    """Every page of the desk, and whether its address bears the number of a complaint."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from desk_names(pattern.url_patterns, f"{prefix}:{pattern.namespace}")
        elif isinstance(pattern, URLPattern):
            yield f"{prefix}:{pattern.name}", "<ref>" in str(pattern.pattern)


def api_paths() -> set[str]:
    return {path.removeprefix("/api/v1/") for path in door.get_openapi_schema()["paths"]}

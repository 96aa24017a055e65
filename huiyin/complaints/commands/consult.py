"""会商: units that disagree meet; what they say, who dissents, and a decision that binds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from huiyin.calendars import workdays
from huiyin.calendars.workdays import day_of
from huiyin.complaints import access, consulting, work
from huiyin.complaints.commands.decide import back_to_lead
from huiyin.complaints.lifecycle import Turn, step
from huiyin.complaints.models import Assignment, Complaint, Consultation, Opinion, Part, Stage, Task
from huiyin.organisation import queries as organisation
from huiyin.organisation.actor import Actor
from huiyin.organisation.refusal import Refused


def consult(
    ref: str,
    *,
    by: Actor,
    at: datetime,
    meets_at: datetime,
    agenda: str,
    unit_ids: Sequence[int],
    seen: int | None = None,
    note: str = "",
) -> Complaint:
    """Call the units together, with a time and an agenda; until it is minuted nobody decides over it."""
    with step("consult", ref, by=by, at=at, seen=seen, note=note) as turn:
        complaint = turn.complaint
        consulting.check_none_open(consulting.consultations(complaint))
        if not agenda.strip():
            raise Refused("empty", field="agenda")
        if meets_at < at:
            raise Refused("meets_in_past", field="meets_at")
        _check_units(turn, unit_ids)
        Consultation.objects.create(
            complaint=complaint, called_at=at, called_by=by.pk, meets_at=meets_at, agenda=agenda.strip(),
            unit_ids=list(unit_ids),
        )  # fmt: skip
        for unit_id in unit_ids:
            access.place(complaint, Part.MEETING, unit_id, at=at)
        rules = work.rules()
        due_at = workdays.end_of(rules.policy.consultation, at, rules.calendar)
        work.ask(complaint, Task.Kind.MEET, complaint.coordinator_unit_id, at=at, due_at=due_at)
        turn.facts |= {"agenda": agenda, "units": list(unit_ids), "meets_at": meets_at.isoformat()}
    return turn.complaint


def _check_units(turn: Turn, unit_ids: Sequence[int]) -> None:
    """Units that work on it, or could be asked to."""
    complaint, on = turn.complaint, day_of(turn.at)
    if not unit_ids:
        raise Refused("empty", field="unit_ids")
    if len(set(unit_ids)) < len(unit_ids):
        raise Refused("unit_twice", field="unit_ids")
    asked = Assignment.objects.filter(complaint=complaint, ended_at=None).values_list("unit_id", flat=True)
    for unit_id in set(unit_ids) - {*asked, complaint.coordinator_unit_id}:
        if not organisation.may_assign(complaint.coordinator_unit_id, unit_id, on=on):
            raise Refused("out_of_reach", field="unit_ids", unit_id=unit_id)


def minute(
    ref: str,
    *,
    by: Actor,
    at: datetime,
    minutes: str,
    decision: str,
    binding: bool,
    dissent: Mapping[int, str] | None = None,
    seen: int | None = None,
    note: str = "",
) -> Complaint:
    """Write down what was said and decided, and who dissents; a binding decision sends an opinion back to the lead."""
    with step("minute", ref, by=by, at=at, seen=seen, note=note) as turn:
        held = consulting.waiting(consulting.consultations(turn.complaint))
        if held is None:
            raise Refused("nothing_to_minute")
        for field, text in (("minutes", minutes), ("decision", decision)):
            if not text.strip():
                raise Refused("empty", field=field)
        held.dissent = _dissent(held, dissent or {})
        held.minutes, held.decision, held.binding = minutes.strip(), decision.strip(), binding
        held.minuted_at, held.minuted_by = at, by.pk
        held.save()
        consulting.rise(turn.complaint, at=at)
        if binding and turn.complaint.stage == Stage.APPROVING:
            back_to_lead(turn, Opinion.objects.get(complaint=turn.complaint, state=Opinion.State.PROPOSED))
            turn.move(Stage.INVESTIGATING)
        turn.facts |= {"decided": decision, "minutes": minutes, "dissent": held.dissent, "binding": binding}
    return turn.complaint


def _dissent(held: Consultation, dissent: Mapping[int, str]) -> list[dict[str, object]]:
    """Each dissenting unit by name, with its words."""
    for unit_id, said in dissent.items():
        if unit_id not in held.unit_ids:
            raise Refused("not_at_the_table", field="dissent", unit_id=unit_id)
        if not said.strip():
            raise Refused("empty", field="dissent")
    return [{"unit": unit_id, "said": said.strip()} for unit_id, said in dissent.items()]

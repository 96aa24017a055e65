"""转类移交: what is no complaint, or not only one, goes where it belongs, with a limit there; it may be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from huiyin.calendars.workdays import day_of
from huiyin.complaints import access, deadlines, departing, parts, work
from huiyin.complaints.commands.decline import lay_before
from huiyin.complaints.counting import count
from huiyin.complaints.lifecycle import Turn, step
from huiyin.complaints.models import Complaint, Named, Part, Restriction, Stage, Task, Type
from huiyin.complaints.table import RECEIVING
from huiyin.organisation import queries as organisation
from huiyin.organisation.actor import Actor, Role
from huiyin.organisation.refusal import Refused
from huiyin.policy import queries as policies

# Who receives what, where the coordinator names nobody else; a report goes to the integrity office alone.
AT_HOME = {
    Type.REPORT: Role.INTEGRITY,
    Type.PETITION: Role.RECEPTION,
    Type.PERSONAL_INFORMATION: Role.PRIVACY,
}


@dataclass(frozen=True)
class Receiver:
    """A unit of the bank, or an authority outside it."""

    unit_id: int | None
    body: str = ""


def propose_retype(
    ref: str, *, by: Actor, at: datetime, to_type: str, reason: str, seen: int | None = None, note: str = ""
) -> Complaint:
    """Ask the coordinator to treat it as something else; whatever the units were doing ends."""
    with step("propose_retype", ref, by=by, at=at, seen=seen, note=note) as turn:
        _check_known(to_type)
        lay_before(turn, reason)
        turn.facts["to_type"] = to_type
    return turn.complaint


def retype(
    ref: str,
    *,
    by: Actor,
    at: datetime,
    to_type: str,
    reason: str,
    keep_complaint: bool = False,
    receiving_unit_id: int | None = None,
    receiving_body: str = "",
    notice: str = "",
    seen: int | None = None,
    note: str = "",
) -> Complaint:
    """It is a complaint and something else as well, or something else alone: then it leaves for who deals with that."""
    with step("retype", ref, by=by, at=at, seen=seen, note=note) as turn:
        complaint = turn.complaint
        _check_known(to_type)
        if not reason.strip():
            raise Refused("empty", field="reason")
        departing.check_another(complaint, by, "retype")
        turn.facts |= {"to_type": to_type, "reason": reason.strip()}
        if keep_complaint:
            _add(turn, Type(to_type))
        else:
            receiver = _receiver(Type(to_type), receiving_unit_id, receiving_body.strip(), at=at)
            _transfer(turn, Type(to_type), receiver, reason.strip(), notice.strip())
    return turn.complaint


def _check_known(to_type: str) -> None:
    if to_type not in policies.policy().retype_grounds:
        raise Refused("unknown", field="to_type", value=to_type)


def _add(turn: Turn, kind: Type) -> None:
    """What an informant says must not lie in a file that the line works on."""
    if kind == Type.REPORT:
        raise Refused("split_the_report", field="keep_complaint")
    if kind in turn.complaint.types:
        raise Refused("of_that_type", field="to_type")
    turn.complaint.types = [*turn.complaint.types, kind.value]
    turn.move(Stage.UNDER_REVIEW)


def _receiver(kind: Type, unit_id: int | None, body: str, *, at: datetime) -> Receiver:
    home = AT_HOME.get(kind)
    found = organisation.units_with(home, organisation.root().pk, on=day_of(at)) if home else []
    if kind == Type.REPORT and (body or unit_id not in (None, *found)):
        raise Refused("report_goes_to_integrity", field="receiving_unit_id")
    if body:
        return Receiver(None, body)
    chosen = unit_id or (found[0] if found else None)
    if chosen is None:
        raise Refused("empty", field="receiving_unit_id")
    parts.known_unit(chosen, field="receiving_unit_id")
    if not any(organisation.holders(role, chosen, on=day_of(at)) for role, _part in RECEIVING):
        raise Refused("nobody_to_receive", field="receiving_unit_id", unit_id=chosen)
    return Receiver(chosen)


def _transfer(turn: Turn, kind: Type, receiver: Receiver, reason: str, notice: str) -> None:
    complaint, at = turn.complaint, turn.at
    ground = policies.policy().retype_grounds[kind]
    went_to = organisation.unit(receiver.unit_id).name if receiver.unit_id else receiver.body
    told = notice or departing.notice(complaint, ground, at=at, went_to=went_to)
    departing.leave(
        turn, Stage.TRANSFERRED, ground=kind, reason=reason, notice=told, to_type=kind,
        receiving_unit_id=receiver.unit_id, receiving_body=receiver.body,
        finished_at=None if receiver.unit_id else at,  # an authority outside owes the bank nothing
    )  # fmt: skip
    complaint.types = [kind.value]
    if kind == Type.REPORT and receiver.unit_id is not None:
        _close_to_the_line(turn, receiver.unit_id)
    if receiver.unit_id is not None:
        _ask(complaint, kind, receiver.unit_id, at=at)
    count(turn, "retype")
    turn.facts |= {"notice": told, "receiving_unit": receiver.unit_id, "receiving_body": receiver.body}


def _ask(complaint: Complaint, kind: Type, unit_id: int, *, at: datetime) -> None:
    """The receiving unit has a limit of its own, and the file as long as it has it."""
    policy = policies.policy()
    days = policy.petition_days if kind == Type.PETITION else policy.transfer_days
    work.ask(complaint, Task.Kind.TRANSFER, unit_id, at=at, due_at=deadlines.end_of_day(at, days))
    access.place(complaint, Part.RECEIVING, unit_id, at=at)


def _close_to_the_line(turn: Turn, unit_id: int) -> None:
    """From now on the integrity officers see it, and nobody else."""
    complaint = turn.complaint
    complaint.restricted = Restriction.REPORT
    Named.objects.filter(complaint=complaint, to_at=None).update(to_at=turn.at)
    officers = {h.staff_id for h in organisation.holders(Role.INTEGRITY, unit_id, on=day_of(turn.at))}
    Named.objects.bulk_create(
        Named(complaint=complaint, staff_id=officer, why=Type.REPORT, from_at=turn.at, by_staff_id=turn.by.id)
        for officer in sorted(officers)
    )
    access.refresh(complaint)


def finish_transfer(
    ref: str, *, by: Actor, at: datetime, result: str, seen: int | None = None, note: str = ""
) -> Complaint:
    """The receiving unit has done with it and says what came of it."""
    with step("finish_transfer", ref, by=by, at=at, seen=seen, note=note) as turn:
        if not result.strip():
            raise Refused("empty", field="result")
        gone = departing.current(turn.complaint)
        if gone.finished_at is not None:
            raise Refused("transfer_finished")
        gone.finished_at, gone.result = at, result.strip()
        gone.save(update_fields=["finished_at", "result"])
        work.done(work.tasks(turn.complaint, Task.Kind.TRANSFER), at=at)
        turn.facts["result"] = result.strip()
    return turn.complaint


def take_back(
    ref: str, *, by: Actor, at: datetime, reason: str, seen: int | None = None, note: str = ""
) -> Complaint:
    """It was a complaint after all, or the withdrawal was not free: it goes on where it stood, on the same clocks."""
    with step("take_back", ref, by=by, at=at, seen=seen, note=note) as turn:
        complaint = turn.complaint
        if not reason.strip():
            raise Refused("empty", field="reason")
        work.done(work.tasks(complaint, Task.Kind.TRANSFER, Task.Kind.FREE), at=at, result="taken_back")
        access.leave(complaint, Part.RECEIVING, at=at)
        departing.bring_back(turn, departing.current(complaint), step="take_back")
        turn.facts["reason"] = reason.strip()
    return complaint

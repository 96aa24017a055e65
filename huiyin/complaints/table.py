"""The whole life of a complaint on one page: which step leads from where to where, and who may take it."""

from __future__ import annotations

from dataclasses import dataclass

from huiyin.complaints.models import Stage, Task, stages
from huiyin.organisation.actor import Role

REG, REV, INV, APP = Stage.REGISTERED, Stage.UNDER_REVIEW, Stage.INVESTIGATING, Stage.APPROVING
REP, RPD, FUP, CLO, ARC = Stage.REPLYING, Stage.REPLIED, Stage.FOLLOWING_UP, Stage.CLOSED, Stage.ARCHIVED
CHK, DEC, WIT, MER, TRA = Stage.REVIEWING, Stage.DECLINED, Stage.WITHDRAWN, Stage.MERGED, Stage.TRANSFERRED
EVERY = tuple(Stage)
OPEN = stages.OPEN
WORKED_ON = (REG, REV, INV, APP, REP, RPD, FUP)  # open, and not under review by the superior unit
OWING = EVERY  # what was once promised may be owed or on its way at any stage; the parts say to whom it is open
SAME: tuple[Stage, ...] = ()


@dataclass(frozen=True)
class Who:
    """A role in the unit that plays the part; `at` narrows it to some stages."""

    role: str
    part: str
    at: tuple[Stage, ...] = ()


@dataclass(frozen=True)
class Step:
    frm: tuple[Stage, ...]
    to: tuple[Stage, ...]  # () = the stage stays; several = the command decides which
    who: tuple[Who, ...]
    quiet: bool = False  # changes nothing another reader's page depends on


def _who(*pairs: tuple[str, str]) -> tuple[Who, ...]:
    return tuple(Who(role, part) for role, part in pairs)


REGISTERING = ((Role.INTAKE, "own"), (Role.RECEPTION, "own"))
INTAKE = (Role.INTAKE, "intake")
COORDINATOR = (Role.COORDINATOR, "coordinating")
LEAD = (Role.HANDLER, "lead")
CO = (Role.HANDLER, "co")
ASSIGNED = ((Role.HANDLER, "assigned"), (Role.UNIT_HEAD, "assigned"))
DISTRIBUTING = ((Role.COORDINATOR, "office"), (Role.UNIT_HEAD, "assigned"))
REPLYING = (Role.HANDLER, "replying")
CALLING = (Role.FOLLOW_UP, "calling")
REVIEWER = (Role.REVIEWER, "reviewing")
NEXT = ("next", "chain")
ABOVE = ("above", "chain")
ASKED = ("asked", "statement")
SYSTEM = ("system", "")
# Whoever works on complaints; auditors read and change nothing.
WORKERS = tuple(
    (role, "reach")
    for role in (Role.INTAKE, Role.HANDLER, Role.APPROVER, Role.COORDINATOR, Role.FOLLOW_UP, Role.UNIT_HEAD,
                 Role.EXECUTIVE, Role.RELATION_OWNER, Role.DUTY, Role.REVIEWER, Role.LEGAL, Role.PAYMENT,
                 Role.RECEPTION)
)  # fmt: skip
OWNERS = tuple((role, "promise") for role in (Role.HANDLER, Role.INTAKE, Role.UNIT_HEAD))
PAYING = (Role.PAYMENT, "paying")
RECEIVING = tuple(
    (role, "receiving")
    for role in (Role.HANDLER, Role.INTAKE, Role.RELATION_OWNER, Role.RECEPTION, Role.INTEGRITY, Role.PRIVACY)
)
# Of those, the ones that work on complaints only where one was transferred to them.
KEEPING = ((Role.INTEGRITY, "receiving"), (Role.PRIVACY, "receiving"))
# Who writes down what the customer says, where the customer does not say it at the portal.
LISTENING = (INTAKE, LEAD, REPLYING, COORDINATOR)
INTEGRITY = (Role.INTEGRITY, "receiving")
GUARDING = (COORDINATOR, INTEGRITY)
TALKING = (INTAKE, LEAD, CO, REPLYING, COORDINATOR, (Role.LEGAL, "reach"))
AMENDERS = (Who(*INTAKE, at=(REG,)), Who(*COORDINATOR, at=(REV,)), Who(*LEAD, at=(INV,)))
PROPOSERS = (Who(*INTAKE, at=(REG,)), Who(*LEAD, at=(INV,)))
REFERRERS = (Who(*LEAD, at=(INV,)), Who(*NEXT, at=(APP,)), Who(*COORDINATOR))
ENTRUSTING = ((Role.UNIT_HEAD, "reach"), (Role.COORDINATOR, "reach"))

#   step                      from                  to               who, in the unit that plays the part
STEPS: dict[str, Step] = {
    "register":           Step((),                   (REG,),          _who(*REGISTERING)),
    "amend":              Step((REG, REV, INV),      SAME,            AMENDERS),
    "settle":             Step((REG,),               (RPD,),          _who(INTAKE)),
    "submit":             Step((REG,),               (REV,),          _who(INTAKE)),
    "return_to_intake":   Step((REV,),               (REG,),          _who(COORDINATOR)),
    "assess":             Step((REV,),               SAME,            _who(COORDINATOR)),
    "decline":            Step((REV,),               (DEC,),          _who(COORDINATOR)),
    "propose_decline":    Step((REG, INV),           (REV,),          PROPOSERS),
    "propose_retype":     Step((REG, INV),           (REV,),          PROPOSERS),
    "retype":             Step((REV,),               (REV, TRA),      _who(COORDINATOR)),
    "finish_transfer":    Step((TRA,),               SAME,            _who(*RECEIVING)),
    "take_back":          Step((TRA, WIT),           OPEN,            _who(COORDINATOR)),
    "object":             Step((DEC, TRA),           (REV,),          _who(INTAKE, COORDINATOR)),
    "split":              Step((REV,),               SAME,            _who(COORDINATOR)),
    "merge":              Step((REV, INV),           (MER,),          _who(COORDINATOR)),
    "unmerge":            Step((MER,),               (REV, INV),      _who(COORDINATOR)),
    "link":               Step(EVERY,                SAME,            _who(COORDINATOR)),
    "escalate":           Step((REV,),               SAME,            _who(COORDINATOR)),
    "hand_down":          Step((REV,),               SAME,            _who(COORDINATOR)),
    "refer_up":           Step((INV, APP),           (REV,),          REFERRERS),
    "assign":             Step((REV, INV),           (INV,),          _who(COORDINATOR)),
    "refuse_assignment":  Step((INV,),               SAME,            _who(*ASSIGNED)),
    "arbitrate":          Step((INV,),               SAME,            _who(COORDINATOR)),
    "distribute":         Step((INV,),               SAME,            _who(*DISTRIBUTING)),
    "release":            Step((INV,),               SAME,            _who(COORDINATOR)),
    "answer":             Step((INV,),               SAME,            _who(CO)),
    "consult":            Step((INV, APP),           SAME,            _who(COORDINATOR)),
    "minute":             Step((INV, APP),           (INV, APP),      _who(COORDINATOR)),
    "ask_statement":      Step((INV,),               SAME,            _who(LEAD, COORDINATOR)),
    "give_statement":     Step((INV, APP),           SAME,            _who(ASKED)),
    "ask_partner":        Step((INV,),               SAME,            _who(LEAD)),
    "partner_answered":   Step((INV, APP),           SAME,            _who(LEAD)),
    "ask_material":       Step((REG, REV, INV),      SAME,            _who(INTAKE, LEAD, COORDINATOR)),
    "material_received":  Step(WORKED_ON,            SAME,            _who(INTAKE, LEAD, COORDINATOR)),
    "ask_mandate":        Step((INV,),               SAME,            _who(LEAD)),
    "grant_mandate":      Step((INV,),               SAME,            _who(NEXT)),
    "refuse_mandate":     Step((INV,),               SAME,            _who(NEXT)),
    "settle_in_mandate":  Step((INV,),               (REP,),          _who(LEAD)),
    "propose":            Step((INV,),               (APP,),          _who(LEAD)),
    "approve":            Step((APP, CHK),           (APP, REP),      _who(NEXT)),
    "send_back":          Step((APP, CHK),           (INV, CHK),      _who(NEXT)),
    "reply":              Step((REP,),               (RPD,),          _who(REPLYING)),
    "accept":             Step((RPD,),               (RPD, FUP),      _who(INTAKE, REPLYING)),
    "no_answer":          Step((RPD,),               (RPD, FUP),      _who(SYSTEM)),
    "not_accept":         Step((RPD,),               (INV, REV, RPD), _who(INTAKE, REPLYING)),
    "stand_by":           Step((RPD,),               (CLO,),          _who(ABOVE)),
    "withdraw":           Step(OPEN,                 (WIT,),          _who(*LISTENING)),
    "confirm_withdrawal": Step((WIT,),               OPEN,            _who(INTAKE, COORDINATOR)),
    "ask_review":         Step((RPD, FUP, CLO, ARC), (CHK,),          _who(*LISTENING)),
    "confirm":            Step((CHK,),               (CLO,),          _who(REVIEWER)),
    "change":             Step((CHK,),               SAME,            _who(REVIEWER)),
    "redo":               Step((CHK,),               (INV, REV),      _who(REVIEWER)),
    "follow_up":          Step((FUP,),               SAME,            _who(CALLING)),
    "close":              Step((REP, RPD, FUP),      (CLO,),          (Who(*COORDINATOR), Who(*INTAKE, at=(RPD,)))),
    "reopen":             Step((FUP, CLO, ARC),      (REV, INV),      _who(COORDINATOR)),
    "archive":            Step((CLO,),               (ARC,),          _who(COORDINATOR, SYSTEM)),
    "prove":              Step(OWING,                SAME,            _who(*OWNERS)),
    "request_payment":    Step(OWING,                SAME,            _who(*OWNERS)),
    "pay":                Step(OWING,                SAME,            _who(PAYING)),
    "refuse_payment":     Step(OWING,                SAME,            _who(PAYING)),
    "settle_accounts":    Step(OWING,                SAME,            _who(PAYING)),
    "break_promise":      Step((CLO, ARC),           (REV,),          _who(SYSTEM)),
    "book_cost":          Step(EVERY,                SAME,            _who(INTAKE, LEAD, CO, REPLYING, COORDINATOR)),
    "recuse":             Step(EVERY,                SAME,            _who(*GUARDING)),
    "restrict":           Step(EVERY,                SAME,            _who(*GUARDING)),
    "name":               Step(EVERY,                SAME,            _who(*GUARDING, (Role.UNIT_HEAD, "assigned"))),
    "mark":               Step(EVERY,                SAME,            _who(INTAKE, LEAD, COORDINATOR)),
    "represent":          Step(WORKED_ON,            SAME,            _who(INTAKE, LEAD, COORDINATOR)),
    "dispute":            Step(EVERY,                SAME,            _who(COORDINATOR, (Role.LEGAL, "reach"))),
    "join_matter":        Step((REG, REV, INV),      SAME,            _who(COORDINATOR)),
    "leave_matter":       Step(EVERY,                SAME,            _who(COORDINATOR)),
    "choose_representative": Step(OPEN,              SAME,            _who(COORDINATOR, (Role.RECEPTION, "reach"))),
    "contact":            Step((*OPEN, CLO),         SAME,            _who(*TALKING), quiet=True),
    "hand_over":          Step(EVERY,                SAME,            _who(*ENTRUSTING), quiet=True),
    "follow_reorganisation": Step(EVERY,             SAME,            _who(SYSTEM), quiet=True),
    "pick":               Step(OPEN,                 SAME,            _who(*WORKERS), quiet=True),
    "put_back":           Step(EVERY,                SAME,            _who(*WORKERS, SYSTEM), quiet=True),
    "note":               Step(EVERY,                SAME,            _who(*WORKERS, *KEEPING), quiet=True),
    "attach":             Step(EVERY,                SAME,            _who(*WORKERS, *KEEPING), quiet=True),
    "reveal":             Step(EVERY,                SAME,            _who(*WORKERS, *KEEPING), quiet=True),
}  # fmt: skip
# What a calling system does in its unit's name; everything else a person signs.
UNSIGNED = frozenset({"register", "amend", "submit", "note", "attach"})

# Which role a task waits for, in its unit.
DOERS = {
    Task.Kind.COMPLETE: (Role.INTAKE,),
    Task.Kind.REVIEW: (Role.COORDINATOR,),
    Task.Kind.INVESTIGATE: (Role.HANDLER,),
    Task.Kind.ANSWER: (Role.HANDLER,),
    Task.Kind.ARBITRATE: (Role.COORDINATOR,),
    Task.Kind.APPROVE: (Role.COORDINATOR,),
    Task.Kind.REPLY: (Role.HANDLER,),
    Task.Kind.CONFIRM: (Role.HANDLER, Role.INTAKE),
    Task.Kind.STAND: (Role.APPROVER,),
    Task.Kind.CALL: (Role.FOLLOW_UP,),
    Task.Kind.CLOSE: (Role.COORDINATOR, Role.INTAKE),
    Task.Kind.PROVE: (Role.HANDLER, Role.INTAKE, Role.UNIT_HEAD),
    Task.Kind.PAY: (Role.PAYMENT,),
    Task.Kind.GRANT: (Role.COORDINATOR,),
    Task.Kind.MEET: (Role.COORDINATOR,),
    Task.Kind.RECHECK: (Role.REVIEWER,),
    Task.Kind.TRANSFER: (
        Role.HANDLER, Role.INTAKE, Role.RELATION_OWNER, Role.RECEPTION, Role.INTEGRITY, Role.PRIVACY,
    ),
    Task.Kind.FREE: (Role.INTAKE, Role.COORDINATOR),
}  # fmt: skip

"""The plain reading of domain.md §4, written by hand: where each step begins, where it may lead.

The table in the code is held against it, and the random walk takes it for its model.
"""

from __future__ import annotations

OPEN = (
    "registered", "under_review", "investigating", "approving", "replying", "replied", "reviewing", "following_up",
)  # fmt: skip
GONE = ("declined", "withdrawn", "merged", "transferred")
EVERY = (*OPEN, "closed", "archived", *GONE)
WORKED_ON = tuple(stage for stage in OPEN if stage != "reviewing")
# domain.md says from replying to closed; a payment under way outlasts whatever happens to its complaint.
OWING = EVERY
SAME = "same"

Reading = tuple[tuple[str, ...], tuple[str, ...]]


def _reads(frm: str, to: str) -> Reading:
    named = {"open": OPEN, "every": EVERY, "worked on": WORKED_ON, "owing": OWING, "talked": (*OPEN, "closed")}
    begins = named.get(frm) or tuple(frm.split())
    leads = named.get(to) or tuple(to.split())
    return begins, leads


LEADS: dict[str, Reading] = {
    "register": ((), ("registered",)),
    # 受理
    "amend": _reads("registered under_review investigating", SAME),
    "settle": _reads("registered", "replied"),
    "submit": _reads("registered", "under_review"),
    "return_to_intake": _reads("under_review", "registered"),
    "assess": _reads("under_review", SAME),
    "decline": _reads("under_review", "declined"),
    "propose_decline": _reads("registered investigating", "under_review"),
    "propose_retype": _reads("registered investigating", "under_review"),
    "retype": _reads("under_review", "transferred same"),
    "finish_transfer": _reads("transferred", SAME),
    "take_back": _reads("transferred withdrawn", "open"),
    "object": _reads("declined transferred", "under_review"),
    "split": _reads("under_review", SAME),
    "merge": _reads("under_review investigating", "merged"),
    "unmerge": _reads("merged", "under_review investigating"),
    "link": _reads("every", SAME),
    "escalate": _reads("under_review", SAME),
    "hand_down": _reads("under_review", SAME),
    "refer_up": _reads("investigating approving", "under_review"),
    # 处理
    "assign": _reads("under_review investigating", "investigating"),
    "refuse_assignment": _reads("investigating", SAME),
    "arbitrate": _reads("investigating", SAME),
    "distribute": _reads("investigating", SAME),
    "release": _reads("investigating", SAME),
    "answer": _reads("investigating", SAME),
    "consult": _reads("investigating approving", SAME),
    "minute": _reads("investigating approving", "investigating same"),
    "ask_mandate": _reads("investigating", SAME),
    "grant_mandate": _reads("investigating", SAME),
    "refuse_mandate": _reads("investigating", SAME),
    "settle_in_mandate": _reads("investigating", "replying"),
    "propose": _reads("investigating", "approving"),
    # A change by the reviewer holds only once another has signed it: it is approved, or sent back, like an opinion.
    "approve": _reads("approving reviewing", "same replying"),
    "send_back": _reads("approving reviewing", "investigating reviewing"),
    "reply": _reads("replying", "replied"),
    # 客户确认、回访、办结
    "accept": _reads("replied", "same following_up"),
    "no_answer": _reads("replied", "same following_up"),
    "not_accept": _reads("replied", "investigating under_review same"),
    "stand_by": _reads("replied", "closed"),
    "withdraw": _reads("open", "withdrawn"),
    "confirm_withdrawal": _reads("withdrawn", "same open"),
    "ask_review": _reads("replied following_up closed archived", "reviewing"),
    "confirm": _reads("reviewing", "closed"),
    "change": _reads("reviewing", SAME),
    "redo": _reads("reviewing", "investigating under_review"),  # under review where only the former handler is left
    "follow_up": _reads("following_up", SAME),
    "close": _reads("replied following_up replying", "closed"),
    "reopen": _reads("closed archived following_up", "under_review investigating"),
    "archive": _reads("closed", "archived"),
    # 承诺
    "prove": _reads("owing", SAME),
    "request_payment": _reads("owing", SAME),
    "pay": _reads("owing", SAME),
    "refuse_payment": _reads("owing", SAME),
    "settle_accounts": _reads("owing", SAME),
    "break_promise": _reads("closed archived", "under_review"),
    "book_cost": _reads("every", SAME),
    # 回避、限制、标记
    "recuse": _reads("every", SAME),
    "restrict": _reads("every", SAME),
    "name": _reads("every", SAME),
    "mark": _reads("every", SAME),
    # What a complaint carries besides its stage (domain.md below the table): statements, partners, papers, talks,
    # those who speak for the customer, disputes outside, matters, the hands it is in.
    "ask_statement": _reads("investigating", SAME),
    "give_statement": _reads("investigating approving", SAME),
    "ask_partner": _reads("investigating", SAME),
    "partner_answered": _reads("investigating approving", SAME),
    "ask_material": _reads("registered under_review investigating", SAME),
    "material_received": _reads("worked on", SAME),
    "contact": _reads("talked", SAME),
    "represent": _reads("worked on", SAME),
    "dispute": _reads("every", SAME),
    "join_matter": _reads("registered under_review investigating", SAME),
    "leave_matter": _reads("every", SAME),
    "choose_representative": _reads("open", SAME),
    "hand_over": _reads("every", SAME),
    "follow_reorganisation": _reads("every", SAME),
    # 各阶段
    "pick": _reads("open", SAME),
    "put_back": _reads("every", SAME),  # an ended complaint may still carry a task
    "note": _reads("every", SAME),
    "attach": _reads("every", SAME),
    "reveal": _reads("every", SAME),
}


def may_lead(step: str, before: str) -> set[str]:
    """Where the step may lead from there; nowhere where domain.md does not let it begin."""
    begins, leads = LEADS[step]
    if before not in begins:
        return set()
    named = {"open": OPEN}
    found: set[str] = set()
    for stage in leads:
        found |= {before} if stage == SAME else set(named.get(stage, (stage,)))
    return found


# Who of the branch may do it, and where; by hand from the column "who". 谭宁 takes complaints in 天河支行, 余静 handles
# them there under its head 何伟, 黄珊 coordinates for the branch, 韩松 calls; 运营 is the handler of 运营部, asked as
# co-handler or the one to whom an enquiry was transferred, and reaches the branch; 系统 acts by the clock.
FROM_ASSIGN = (
    "investigating", "approving", "replying", "replied", "following_up", "reviewing", "closed", "archived", "withdrawn",
)  # fmt: skip
SHARING = tuple(stage for stage in FROM_ASSIGN if stage not in ("closed", "archived"))  # shares end at the closing
OWED = ("replied", "following_up", "reviewing", "closed", "archived")
LISTENING = ("replied", "following_up", "closed", "archived")


def _by(**people: str) -> dict[str, set[str]]:
    return {name: _where(stages) for name, stages in people.items()}


def _where(said: str) -> set[str]:
    """Stages by name, or those of a group; `a & b` are those of both."""
    named = {"every": EVERY, "open": OPEN, "worked": WORKED_ON, "assigned": FROM_ASSIGN, "sharing": SHARING,
             "owed": OWED, "listening": LISTENING, "talked": (*OPEN, "closed")}  # fmt: skip
    parts = [set(named.get(part) or part.split()) for part in said.split(" & ")]
    return set.intersection(*parts)


MAY: dict[str, dict[str, set[str]]] = {
    "register": {},
    "amend": _by(谭宁="registered", 黄珊="under_review", 余静="investigating"),
    "settle": _by(谭宁="registered"),
    "submit": _by(谭宁="registered"),
    "return_to_intake": _by(黄珊="under_review"),
    "assess": _by(黄珊="under_review"),
    "decline": _by(黄珊="under_review"),
    "propose_decline": _by(谭宁="registered", 余静="investigating"),
    "propose_retype": _by(谭宁="registered", 余静="investigating"),
    "retype": _by(黄珊="under_review"),
    "finish_transfer": _by(运营="transferred"),
    "take_back": _by(黄珊="transferred withdrawn"),
    "object": _by(谭宁="declined transferred", 黄珊="declined transferred"),
    "split": _by(黄珊="under_review"),
    "merge": _by(黄珊="under_review investigating"),
    "unmerge": _by(黄珊="merged"),
    "link": _by(黄珊="every"),
    "escalate": _by(黄珊="under_review"),
    "hand_down": _by(黄珊="under_review"),
    "refer_up": _by(余静="investigating", 何伟="approving", 黄珊="investigating approving"),
    "assign": _by(黄珊="under_review investigating"),
    "refuse_assignment": _by(余静="investigating", 何伟="investigating", 运营="investigating"),
    "arbitrate": _by(黄珊="investigating"),
    "distribute": _by(何伟="investigating"),  # the branch's office gives out what the whole branch was asked
    "release": _by(黄珊="investigating"),
    "answer": _by(运营="investigating"),
    "consult": _by(黄珊="investigating approving"),
    "minute": _by(黄珊="investigating approving"),
    "ask_statement": _by(余静="investigating", 黄珊="investigating"),
    "give_statement": {},  # whoever was asked
    "ask_partner": _by(余静="investigating"),
    "partner_answered": _by(余静="investigating approving"),
    "ask_material": _by(
        谭宁="registered under_review investigating", 黄珊="registered under_review investigating", 余静="investigating"
    ),
    "material_received": _by(谭宁="worked", 黄珊="worked", 余静="worked & assigned"),
    "ask_mandate": _by(余静="investigating"),
    "grant_mandate": {},  # nobody has asked for one
    "refuse_mandate": {},
    "settle_in_mandate": _by(余静="investigating"),
    "propose": _by(余静="investigating"),
    "approve": _by(何伟="approving"),
    "send_back": _by(何伟="approving"),
    "reply": _by(余静="replying"),
    "accept": _by(谭宁="replied", 余静="replied"),
    "no_answer": _by(系统="replied"),
    "not_accept": _by(谭宁="replied", 余静="replied"),
    "stand_by": {},  # a grade above the last approver
    "withdraw": _by(谭宁="open", 黄珊="open", 余静="open & assigned"),
    "confirm_withdrawal": _by(谭宁="withdrawn", 黄珊="withdrawn"),
    "ask_review": _by(谭宁="listening", 黄珊="listening", 余静="listening"),
    "confirm": {},  # the superior unit's reviewer
    "change": {},
    "redo": {},
    "follow_up": _by(韩松="following_up"),
    "close": _by(黄珊="replying replied following_up", 谭宁="replied"),
    "reopen": _by(黄珊="following_up closed archived"),
    "archive": _by(黄珊="closed", 系统="closed"),
    "prove": _by(谭宁="owed", 余静="owed", 何伟="owed"),
    "request_payment": _by(谭宁="owed", 余静="owed", 何伟="owed"),
    "pay": {},  # head office's payment officers
    "refuse_payment": {},
    "settle_accounts": {},
    "break_promise": _by(系统="closed archived"),
    "book_cost": _by(谭宁="every", 黄珊="every", 余静="assigned", 运营="sharing"),
    "recuse": _by(黄珊="every"),
    "restrict": _by(黄珊="every"),
    "name": _by(黄珊="every", 何伟="sharing"),
    "mark": _by(谭宁="every", 黄珊="every", 余静="assigned"),
    "represent": _by(谭宁="worked", 黄珊="worked", 余静="worked & assigned"),
    "dispute": _by(黄珊="every"),
    "join_matter": _by(黄珊="registered under_review investigating"),
    "leave_matter": _by(黄珊="every"),
    "choose_representative": _by(黄珊="open"),
    "contact": _by(谭宁="talked", 黄珊="talked", 余静="talked & assigned", 运营="talked & sharing"),
    "hand_over": _by(何伟="every", 黄珊="every"),
    "follow_reorganisation": _by(系统="every"),
    "pick": _by(谭宁="open", 黄珊="open", 余静="open", 何伟="open", 韩松="open", 运营="open"),
    "put_back": _by(谭宁="every", 黄珊="every", 余静="every", 何伟="every", 韩松="every", 运营="every", 系统="every"),
    **dict.fromkeys(
        ("note", "attach", "reveal"),
        _by(谭宁="every", 黄珊="every", 余静="every", 何伟="every", 韩松="every", 运营="every"),
    ),
}  # fmt: skip

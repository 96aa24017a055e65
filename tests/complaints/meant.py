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
    named = {"open": OPEN, "every": EVERY, "worked on": WORKED_ON, "owing": OWING}
    begins = named.get(frm) or tuple(frm.split())
    leads = named.get(to) or tuple(to.split())
    return begins, leads


LEADS: dict[str, Reading] = {
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
    "approve": _reads("approving", "same replying"),
    "send_back": _reads("approving", "investigating"),
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
    "change": _reads("reviewing", "replying"),
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

"""Everything that can be done to a complaint. Callers write `commands.approve(...)`."""

from huiyin.complaints.commands.close import archive, close, follow_up, prove, reopen
from huiyin.complaints.commands.decide import approve, send_back
from huiyin.complaints.commands.investigate import answer, propose, refuse_assignment
from huiyin.complaints.commands.keep import attach, note, opened, pick, pick_next, put_back, reveal
from huiyin.complaints.commands.register import amend, register, settle, submit
from huiyin.complaints.commands.reply import accept, no_answer, not_accept, reply
from huiyin.complaints.commands.review import Ask, arbitrate, assess, assign, return_to_intake
from huiyin.complaints.people import Customer
from huiyin.organisation.authority import Offer
from huiyin.organisation.refusal import Refused

__all__ = [
    "Ask", "Customer", "Offer", "Refused", "accept", "amend", "answer", "approve", "arbitrate", "archive", "assess",
    "assign", "attach", "close", "follow_up", "no_answer", "not_accept", "note", "opened", "pick", "pick_next",
    "propose", "prove", "put_back", "refuse_assignment", "register", "reopen", "reply", "return_to_intake", "reveal",
    "send_back", "settle", "submit",
]  # fmt: skip

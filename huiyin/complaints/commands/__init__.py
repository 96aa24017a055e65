"""Everything that can be done to a complaint. Callers write `commands.approve(...)`."""

from huiyin.complaints.commands.close import archive, close, follow_up, prove, reopen
from huiyin.complaints.commands.consult import consult, minute
from huiyin.complaints.commands.decide import approve, send_back
from huiyin.complaints.commands.distribute import distribute, release
from huiyin.complaints.commands.investigate import answer, propose, refuse_assignment
from huiyin.complaints.commands.keep import attach, note, opened, pick, pick_next, put_back, reveal
from huiyin.complaints.commands.mandate import ask_mandate, grant_mandate, refuse_mandate, settle_in_mandate
from huiyin.complaints.commands.partner import ask_partner, partner_answered
from huiyin.complaints.commands.register import amend, register, settle, submit
from huiyin.complaints.commands.reply import accept, no_answer, not_accept, reply
from huiyin.complaints.commands.represent import dispute, represent
from huiyin.complaints.commands.review import arbitrate, assess, assign, return_to_intake
from huiyin.complaints.commands.talk import Said, ask_material, contact, material_received
from huiyin.complaints.people import Customer
from huiyin.complaints.sharing import Ask
from huiyin.organisation.authority import Offer
from huiyin.organisation.refusal import Refused

__all__ = [
    "Ask", "Customer", "Offer", "Refused", "Said", "accept", "amend", "answer", "approve", "arbitrate", "archive",
    "ask_mandate", "ask_material", "ask_partner", "assess", "assign", "attach", "close", "consult", "contact",
    "dispute", "distribute", "follow_up", "grant_mandate", "material_received", "minute", "no_answer", "not_accept",
    "note", "opened", "partner_answered", "pick", "pick_next", "propose", "prove", "put_back", "refuse_assignment",
    "refuse_mandate", "register", "release", "reopen", "reply", "represent", "return_to_intake", "reveal", "send_back",
    "settle", "settle_in_mandate", "submit",
]  # fmt: skip

"""Everything that can be done to a complaint. Callers write `commands.approve(...)`."""

from huiyin.complaints.commands.batches import Outcome, batch, batch_slips, receipts
from huiyin.complaints.commands.close import archive, close, follow_up, prove, reopen
from huiyin.complaints.commands.consult import consult, minute
from huiyin.complaints.commands.costs import book_cost
from huiyin.complaints.commands.decline import decline, object, propose_decline
from huiyin.complaints.commands.distribute import distribute, release
from huiyin.complaints.commands.gather import choose_representative, join_matter, leave_matter
from huiyin.complaints.commands.guard import mark, name, recuse, restrict
from huiyin.complaints.commands.hand_over import dismiss, hand_over, open_work
from huiyin.complaints.commands.investigate import answer, propose, refuse_assignment
from huiyin.complaints.commands.keep import attach, note, opened, pick, pick_next, put_back, reveal
from huiyin.complaints.commands.mandate import ask_mandate, grant_mandate, refuse_mandate, settle_in_mandate
from huiyin.complaints.commands.merge import merge, unmerge
from huiyin.complaints.commands.move import escalate, hand_down, refer_up
from huiyin.complaints.commands.partner import ask_partner, partner_answered
from huiyin.complaints.commands.pay import (
    break_promise,
    pay,
    refuse_payment,
    request_payment,
    settle_accounts,
)
from huiyin.complaints.commands.recheck import ask_review, change, confirm, redo
from huiyin.complaints.commands.register import amend, register, settle, submit
from huiyin.complaints.commands.reorganise import draft_change, follow_reorganisation
from huiyin.complaints.commands.reply import accept, no_answer, not_accept, reply
from huiyin.complaints.commands.represent import dispute, represent
from huiyin.complaints.commands.retype import finish_transfer, propose_retype, retype, take_back
from huiyin.complaints.commands.review import arbitrate, assess, assign, return_to_intake
from huiyin.complaints.commands.signing import approve, send_back
from huiyin.complaints.commands.split import link, split
from huiyin.complaints.commands.stand_by import stand_by
from huiyin.complaints.commands.statement import ask_statement, give_statement, give_statement_by_id
from huiyin.complaints.commands.talk import Said, ask_material, contact, material_received
from huiyin.complaints.commands.withdraw import confirm_withdrawal, withdraw
from huiyin.complaints.people import Customer
from huiyin.complaints.sharing import Ask
from huiyin.organisation.authority import Offer
from huiyin.organisation.refusal import Refused

__all__ = [
    "Ask", "Customer", "Offer", "Outcome", "Refused", "Said", "accept", "amend", "answer", "approve",
    "arbitrate", "archive", "ask_mandate", "ask_material", "ask_partner", "ask_review", "ask_statement",
    "assess", "assign", "attach", "batch", "batch_slips", "book_cost", "break_promise", "change",
    "choose_representative", "close", "confirm", "confirm_withdrawal", "consult", "contact", "decline",
    "dismiss", "dispute", "distribute", "draft_change", "escalate", "finish_transfer", "follow_reorganisation",
    "follow_up", "give_statement", "give_statement_by_id", "grant_mandate", "hand_down", "hand_over",
    "join_matter", "leave_matter", "link", "mark", "material_received", "merge", "minute", "name", "no_answer",
    "not_accept", "note", "object", "open_work", "opened", "partner_answered", "pay", "pick", "pick_next",
    "propose", "propose_decline", "propose_retype", "prove", "put_back", "receipts", "recuse", "redo",
    "refer_up", "refuse_assignment", "refuse_mandate", "refuse_payment", "register", "release", "reopen",
    "reply", "represent", "request_payment", "restrict", "return_to_intake", "retype", "reveal", "send_back",
    "settle", "settle_accounts", "settle_in_mandate", "split", "stand_by", "submit", "take_back", "unmerge",
    "withdraw",
]  # fmt: skip

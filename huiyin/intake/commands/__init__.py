"""Every way in, and each submission once."""

from huiyin.intake.commands.importing import Outcome, Seen, import_batch
from huiyin.intake.commands.once import Answer, once
from huiyin.intake.commands.receive import receive, receive_all

__all__ = ["Answer", "Outcome", "Seen", "import_batch", "once", "receive", "receive_all"]

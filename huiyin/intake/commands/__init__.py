"""Every way in, and each submission once."""

from huiyin.intake.commands.once import Answer, once

__all__ = ["Answer", "once"]

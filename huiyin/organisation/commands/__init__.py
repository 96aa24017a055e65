"""Changes to the bank itself: its tree, its people, their roles and their authority."""

from huiyin.organisation.commands.absence import end_absence, enter_absence
from huiyin.organisation.commands.accounts import hand_out_password, let_go
from huiyin.organisation.commands.duty import enter_duty, remove_duty
from huiyin.organisation.commands.importing import hold_still, import_bank, import_workbook
from huiyin.organisation.commands.keys import make_key, revoke_key
from huiyin.organisation.commands.preferences import set_language, set_single_keys, set_theme
from huiyin.organisation.commands.reorganise import (
    carry_out,
    confirm_change,
    draft_change,
    drop_change,
    hold_up,
)
from huiyin.organisation.commands.tree import replant

__all__ = [
    "carry_out",
    "confirm_change",
    "draft_change",
    "drop_change",
    "end_absence",
    "enter_absence",
    "enter_duty",
    "hand_out_password",
    "hold_still",
    "hold_up",
    "import_bank",
    "import_workbook",
    "let_go",
    "make_key",
    "remove_duty",
    "replant",
    "revoke_key",
    "set_language",
    "set_single_keys",
    "set_theme",
]

"""What each step asks for: one body a step, whose fields are the command's arguments."""

from __future__ import annotations

from huiyin.web.api.bodies import (
    closing,
    coordination,
    customer,
    guarding,
    handing,
    main,
    matters,
    money,
    units,
)
from huiyin.web.api.bodies.guarding import Statement
from huiyin.web.api.bodies.main import Offers, Reasoned, Register, Reveal, Step

__all__ = ["BODIES", "Offers", "Reasoned", "Register", "Reveal", "Statement", "Step"]

BODIES: dict[str, type[Step]] = {
    **main.BODIES, **coordination.BODIES, **units.BODIES, **guarding.BODIES, **customer.BODIES, **money.BODIES,
    **matters.BODIES, **handing.BODIES, **closing.BODIES,
}  # fmt: skip

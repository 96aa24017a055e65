"""The invented customers: names, numbers with right check characters, and some who come again."""

from __future__ import annotations

import random
import tomllib
from pathlib import Path

from stdnum.cn import ric

from huiyin.complaints.commands import Customer

SEED = 1187
COME_AGAIN = 0.12  # of all complaints are from somebody who complained before
NAMES = tomllib.loads((Path(__file__).parent / "data" / "names.toml").read_text(encoding="utf-8"))


def who(luck: random.Random, number: int) -> int:
    """A new customer, or one who complained before."""
    return luck.randrange(number) if number and luck.random() < COME_AGAIN else number


def customer(number: int) -> Customer:
    """The same number is the same person, every time."""
    luck = random.Random(f"{SEED}:{number}")
    name = luck.choice(NAMES["surnames"])[0] + luck.choice(NAMES["given"])[0]
    phone = f"1{luck.choice(['38', '39', '58', '77', '86'])}{luck.randrange(10**8):08d}"
    place = luck.choice(["320102", "440106", "310115", "510104"])
    digits = f"{place}19{luck.randrange(45, 99)}0{luck.randrange(1, 10)}"
    digits += f"{luck.randrange(10, 29)}{number:03d}"
    return Customer(
        name=name, phone=phone, id_no=digits + ric.calc_check_digit(digits), card=f"6222{number:012d}"
    )

"""江海银行's lists: what complaints are about, why they come about, and the ways they come in."""

from __future__ import annotations

from typing import Any

from huiyin.demo import data
from huiyin.policy import commands
from huiyin.policy.commands import ChannelFacts, Leaf


def load() -> None:
    trees = data.read("trees")
    channels = data.read("channels")["channels"]
    commands.set_up(
        categories=_leaves(trees["category"]),
        causes=_leaves(trees["cause"]),
        channels=[ChannelFacts(**{**channel, "owner": channel["owner"] or None}) for channel in channels],
    )


def _leaves(tree: list[dict[str, Any]]) -> list[Leaf]:
    """Codes 01, 01.01 … in the order of the file."""
    leaves = []
    for i, top in enumerate(tree, start=1):
        leaves.append(Leaf(f"{i:02}", top["name"]))
        leaves += [Leaf(f"{i:02}.{j:02}", name, f"{i:02}") for j, name in enumerate(top["below"], start=1)]
    return leaves

"""Setting up the lists complaints are filed by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from huiyin.organisation.models import Unit
from huiyin.policy.models import Category, Cause, Channel


@dataclass(frozen=True)
class Leaf:
    """One line of a tree; the one above it must stand before it."""

    code: str
    name: str
    parent: str | None = None
    external_code: str | None = None


@dataclass(frozen=True)
class ChannelFacts:
    code: str
    name: str
    owner: str | None
    hours: str
    acknowledge: str
    proof: str
    referral: bool = False
    published: bool = True


def set_up(*, categories: Sequence[Leaf], causes: Sequence[Leaf], channels: Sequence[ChannelFacts]) -> None:
    """Enter the category tree, the cause tree and the channel register; entered again they are brought up to date."""
    with transaction.atomic():
        _plant(Category, categories)
        _plant(Cause, causes)
        _register(channels)


def _plant(kind: type[Category] | type[Cause], leaves: Sequence[Leaf]) -> None:
    ids: dict[str | None, int | None] = {None: None}
    for position, leaf in enumerate(leaves, start=1):
        row, _created = kind.objects.update_or_create(
            code=leaf.code,
            defaults={
                "name": leaf.name,
                "parent_id": ids[leaf.parent],
                "external_code": leaf.external_code,
                "position": position,
            },
        )
        ids[leaf.code] = row.pk


def _register(channels: Sequence[ChannelFacts]) -> None:
    owners = dict(Unit.objects.values_list("code", "pk"))
    Channel.objects.bulk_create(
        [
            _channel(facts, owners[facts.owner] if facts.owner else None, i)
            for i, facts in enumerate(channels, start=1)
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=[
            "name",
            "owning_unit",
            "hours",
            "acknowledge",
            "proof",
            "referral",
            "published",
            "position",
        ],
    )


def _channel(facts: ChannelFacts, owner_id: int | None, position: int) -> Channel:
    return Channel(
        code=facts.code,
        name=facts.name,
        owning_unit_id=owner_id,
        hours=facts.hours,
        acknowledge=facts.acknowledge,
        proof=facts.proof,
        referral=facts.referral,
        published=facts.published,
        position=position,
    )

"""What the clock starts: the anchor, each minute."""

from __future__ import annotations

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from huiyin.audit import commands


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="anchor", pass_context=False)
def anchor(timestamp: int) -> None:
    commands.anchor(at=datetime.fromtimestamp(timestamp, UTC))

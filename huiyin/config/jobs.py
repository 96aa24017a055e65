"""Jobs about jobs: one whose worker was killed is done again."""

from __future__ import annotations

from procrastinate import JobContext
from procrastinate.contrib.django import app

SILENT_SECONDS = 30  # a worker's heart beats every ten


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="retry_stalled", pass_context=True)
async def retry_stalled(context: JobContext, timestamp: int) -> None:
    """Jobs are written to be run twice, so what a dead worker held is simply begun again."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=SILENT_SECONDS):
        await manager.retry_job(job)

"""Modules of jobs that have moved: what the release before queued still runs, as it rolls out beside this one."""

JOBS = "app.jobs."
MOVED = {
    "backups": "releases.backups",
    "held_messages": "outbox.held_messages",
    "retention": "upkeep.retention",
    "rollback_chain": "releases.rollback_chain",
}


def current_name(job: str) -> str:
    """`app.jobs.backups.make_backups` → `app.jobs.releases.backups.make_backups`."""
    module, _, function = job.removeprefix(JOBS).rpartition(".")
    return f"{JOBS}{MOVED[module]}.{function}" if job.startswith(JOBS) and module in MOVED else job

"""The RQ worker of the house: jobs run in one warm process with the application around them."""

from typing import Any

from rq import SimpleWorker

from app.core.db import db
from app.factory import create_app
from app.jobs.outbox.channel_workers import hang_up
from app.models.audit.audit_log import Via

_app = create_app()
db.session.session_factory.configure(info={"channel": Via.JOB})  # what the trail says of everything done here


class SigapWorker(SimpleWorker):
    """No fork per job: the relay keeps its connections, and what a killed worker held is in the database anyway."""

    def work(self, *args: Any, **kwargs: Any) -> bool:
        """At the end the lines finish what is in the air; a burst finishes everything."""
        try:
            return super().work(*args, **kwargs)
        finally:
            hang_up(_app, at_once=not kwargs.get("burst", False))

    def perform_job(self, job: Any, queue: Any) -> bool:
        with _app.app_context():
            return super().perform_job(job, queue)

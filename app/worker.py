"""The RQ worker of the house: jobs run in one warm process with the application around them."""

from typing import Any

from rq import SimpleWorker

from app.factory import create_app

_app = create_app()


class HouseWorker(SimpleWorker):
    """No fork per job: the relay keeps its connections, and what a killed worker held is in the database anyway."""

    def perform_job(self, job: Any, queue: Any) -> bool:
        with _app.app_context():
            return super().perform_job(job, queue)

"""What the clock asks for is something our workers can read and do."""

import pytest
from rq import Queue
from rq.cron import CronScheduler

from tests.support.programs.live import QUEUES, Site


@pytest.mark.slow
def test_every_scheduled_job_is_done_by_a_worker(site: Site) -> None:
    clock = CronScheduler(connection=site.redis())
    clock.load_config_from_file("app.jobs.schedule")
    asked = clock.enqueue_jobs()
    site.work_off()
    assert asked
    assert [Queue(name, connection=site.redis()).failed_job_registry.count for name in QUEUES] == [0, 0, 0]

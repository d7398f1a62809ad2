"""Reading the public places where people write about the company."""

import time
from datetime import timedelta

import structlog
from flask import current_app

from app.core.clock import utc_now
from app.core.db import unit_of_work
from app.core.i18n import gettext
from app.http.files.reading.posts import read_posts
from app.models.social.social import SourceKind
from integrations.probes.http import fetch_page
from integrations.probes.targets import ProbeRefused
from integrations.social.mastodon import timeline_address
from integrations.social.post import SeenPost
from workflows.social import ReadSource, list_sources, note_polled, record_posts

TIMEOUT = 10.0  # seconds
LONGEST_RUN = 60.0
log = structlog.get_logger()


class SourceAway(Exception):
    """A source that cannot be read; its words stand in the list."""


def poll_social() -> None:
    """RQ job: keep what is new at each source; one that cannot be read says so and is this job's failure."""
    allowed = current_app.config["SETTINGS"].check_targets
    end, away = time.monotonic() + LONGEST_RUN, None
    for source in unit_of_work(list_sources):
        if time.monotonic() > end:
            break
        try:
            _poll(source, allowed)
        except SourceAway as problem:
            log.warning("social.away", source_id=source.id, error=str(problem))
            _note(source.id, error=str(problem))
            away = problem
    if away is not None:
        raise away


def _poll(source: ReadSource, allowed: list[str]) -> None:
    found, newest = _read(source, allowed)
    oldest = utc_now() - timedelta(days=current_app.config["SETTINGS"].keep_social_days)
    posts = [post for post in found if post.posted_at is None or post.posted_at > oldest]  # deleted ones stay away
    unit_of_work(
        lambda session: record_posts(
            session, posts, source_id=source.id, opens_tickets=source.opens_tickets, now=utc_now()
        )
    )
    _note(source.id, last_id=newest)


def _read(source: ReadSource, allowed: list[str]) -> tuple[list[SeenPost], str]:
    is_timeline = source.kind == SourceKind.MASTODON
    url = timeline_address(source.address, source.last_id) if is_timeline else source.address
    try:
        status, body = fetch_page(url, timeout=TIMEOUT, allowed=allowed)
    except ProbeRefused:
        raise SourceAway(gettext("Alamat di dalam jaringan sendiri tidak dipanggil.")) from None
    except (OSError, ValueError) as problem:
        raise SourceAway(type(problem).__name__) from None
    if status != 200:  # noqa: PLR2004
        raise SourceAway(f"HTTP {status}")
    try:
        return read_posts("timeline" if is_timeline else "feed", body)
    except ValueError:
        raise SourceAway(gettext("Jawabannya tidak dapat dibaca.")) from None


def _note(source_id: int, *, last_id: str = "", error: str = "") -> None:
    unit_of_work(lambda session: note_polled(session, source_id=source_id, now=utc_now(), last_id=last_id, error=error))

"""The mirror at Google Analytics: a day's counts once, numbers only, again when Google was away, nothing without keys."""

from collections.abc import Generator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.jobs.outbox.relay import fan_out_and_send
from app.models.messaging.outbox import Delivery, DeliveryStatus
from app.models.monitoring.traffic import COUNTED, RequestMinute
from tests.factories import NOW, make_company, make_visit
from tests.standins.ga4 import Ga4StandIn
from workflows.releases.after_release import count_pages, list_pages, mirror_counts

TODAY = NOW.date()
DAY = timedelta(days=1)


@pytest.fixture
def google() -> Generator[Ga4StandIn]:
    with Ga4StandIn() as standin:
        yield standin
        assert not standin.violations


@pytest.fixture
def mirrored(app_with: Any, google: Ga4StandIn) -> Flask:
    app: Flask = app_with(ga_base=google.url, ga_measurement_id=google.measurement_id, ga_api_secret=google.secret)
    return app


def relay(app: Flask, session: Session) -> None:
    session.commit()
    with time_machine.travel(NOW), app.app_context():
        fan_out_and_send()
    session.expire_all()


def deliveries(session: Session) -> list[Delivery]:
    return list(session.scalars(select(Delivery).where(Delivery.kind == "analytics.counted").order_by(Delivery.id)))


def happened(session: Session) -> None:
    """On the day before NOW: two visits opened, a long page asked for; one visit on the day itself."""
    make_company(session)
    for at in (NOW - DAY, NOW - DAY, NOW):
        make_visit(session, opened_at=at)
    counted = {**dict.fromkeys(COUNTED, 0), "total": 12}
    route = "/" + "p" * 150
    session.add(RequestMinute(minute=NOW - DAY, route=route, method="GET", release="1.0.0", errors=0, **counted))
    session.flush()


def test_a_day_is_told_once_in_numbers_only(mirrored: Flask, google: Ga4StandIn, session: Session) -> None:
    happened(session)
    for _ in range(2):
        mirror_counts(session, day=TODAY - DAY, now=NOW)
    relay(mirrored, session)
    told = {one["params"].get("step") or one["params"]["page"]: one["params"]["count"] for one in google.events}
    assert told["visit_opened"] == 2
    assert told["/" + "p" * 99] == 12
    assert [one.status for one in deliveries(session)] == [DeliveryStatus.SENT]
    assert {name for one in google.events for name in one["params"]} <= {
        "count",
        "day",
        "engagement_time_msec",
        "page",
        "step",
    }


def test_google_that_is_away_gets_it_later_and_its_secret_is_nowhere(
    mirrored: Flask, google: Ga4StandIn, session: Session
) -> None:
    google.offline()
    mirror_counts(session, day=TODAY - DAY, now=NOW)
    happened(session)
    relay(mirrored, session)
    waiting = deliveries(session)[0]
    assert waiting.status == DeliveryStatus.QUEUED
    kept = f"{waiting.body}{waiting.payload}{waiting.error_detail}{waiting.address}"
    assert google.secret not in kept
    google.online()
    session.execute(update(Delivery).values(due_at=NOW))
    relay(mirrored, session)
    assert deliveries(session)[0].status == DeliveryStatus.SENT


def test_without_keys_nothing_is_told(app: Flask, session: Session) -> None:
    mirror_counts(session, day=TODAY - DAY, now=NOW)
    relay(app, session)
    assert deliveries(session) == []


def test_files_and_pieces_that_an_open_page_asks_for_are_not_counted_as_pages(session: Session) -> None:
    counted = {**dict.fromkeys(COUNTED, 0), "total": 12}
    pages = ["/admin/", "/admin/visits/details/", "/threads/<int:id>"]
    pieces = ["/static/<path:filename>", "/admin/counts", "/notifications/bell", "/admin/support/<int:id>/thread"]
    pieces += ["/admin/support/<int:id>/notes"]
    for route in [*pages, *pieces]:
        session.add(RequestMinute(minute=NOW - DAY, route=route, method="GET", release="1.0.0", errors=0, **counted))
    session.flush()
    assert {name for name, _n in count_pages(session, NOW - 2 * DAY, NOW)} == set(pages)
    assert {one.name for one in list_pages(session, "1.0.0", NOW - 2 * DAY, NOW)} == set(pages)

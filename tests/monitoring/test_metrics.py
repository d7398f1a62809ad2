"""/metrics: who may read it, in which format, and that counts add up over processes."""

from datetime import timedelta

import pytest
from prometheus_client.openmetrics.parser import text_string_to_metric_families as read_openmetrics
from prometheus_client.parser import text_string_to_metric_families as read_text
from redis import Redis
from rq import Queue
from rq.serializers import JSONSerializer
from sqlalchemy import select

from app.core.clock import utc_now
from app.http.request_counts import MOST_KEYS, RequestCounts
from app.models.monitoring.traffic import BUCKETS, RequestMinute, RequestTotal
from app.web.monitoring.families import cumulated, read_queues
from app.web.monitoring.metrics import refused_with
from tests.monitoring.factories import make_a_check
from tests.support.settings import settings_for_tests
from workflows.monitoring import Counts, RequestKey, add_counts

TOKEN = "token-metrics-yang-panjang"
RIGHT = {"Authorization": f"Bearer {TOKEN}"}
OPENMETRICS = "application/openmetrics-text; version=1.0.0"


def values_of(families, name):
    return {
        tuple(sorted(sample.labels.items())): sample.value
        for family in families
        for sample in family.samples
        if sample.name == name
    }


@pytest.mark.parametrize(
    ("token", "addresses", "address", "given", "answer"),
    [
        (None, "", "127.0.0.1", "", 404),
        (None, "", "127.0.0.1", "x", 404),
        (None, "10.0.0.0/8", "10.255.255.255", "", None),
        (None, "10.0.0.0/8", "11.0.0.0", "", 404),
        (None, "10.0.0.0/8 ::1", "::1", "", None),
        (None, "10.0.0.0/8", None, "", 404),
        (TOKEN, "", "127.0.0.1", "", 401),
        (TOKEN, "", "127.0.0.1", TOKEN[:-1], 401),
        (TOKEN, "", "127.0.0.1", "ünknown", 401),
        (TOKEN, "", "127.0.0.1", TOKEN, None),
        (TOKEN, "10.0.0.1", "10.0.0.1", "", None),
    ],
)
def test_only_the_token_or_a_listed_address_may_read(token, addresses, address, given, answer):
    settings = settings_for_tests(metrics_token=token, metrics_addresses=addresses)
    assert refused_with(settings, address, given) == answer


def test_a_wrong_network_is_named_at_the_start():
    with pytest.raises(ValueError, match="METRICS_ADDRESSES"):
        settings_for_tests(metrics_addresses="10.0.0.1/8")


def test_page_is_off_without_settings(client):
    assert client.get("/metrics").status_code == 404


def test_both_formats_hold_counters_gauges_and_build(app_with, session):
    make_a_check(session)
    now = utc_now()
    minute = now.replace(second=0, microsecond=0)
    quick, slow = Counts(), Counts()
    quick.add(20)
    slow.add(20_000)
    counted = {
        RequestKey(minute, "/visits/<int:id>", "GET", "2xx"): quick,
        RequestKey(minute, "/visits/<int:id>", "GET", "5xx"): slow,
    }
    for _process in range(2):
        add_counts(session, counted, release="1.0", colour="blue", now=now)
    session.commit()
    client = app_with(metrics_token=TOKEN, release_colour="green").test_client()
    assert client.get("/metrics").status_code == 401

    plain = client.get("/metrics", headers=RIGHT)
    assert plain.content_type.startswith("text/plain; version=0.0.4")
    asked = client.get("/metrics", headers={**RIGHT, "Accept": OPENMETRICS})
    assert asked.content_type.startswith("application/openmetrics-text")
    assert "_created" not in plain.text + asked.text
    for families in (list(read_text(plain.text)), list(read_openmetrics(asked.text))):
        route = [("colour", "blue"), ("method", "GET"), ("release", "1.0"), ("route", "/visits/<int:id>")]
        answers = values_of(families, "sigap_http_requests_total")
        assert answers[(*route, ("status", "5xx"))] == answers[(*route, ("status", "2xx"))] == 2
        assert list(values_of(families, "sigap_http_request_duration_seconds_sum").values()) == [40.04]
        assert list(values_of(families, "sigap_http_request_duration_seconds_count").values()) == [4]
        assert values_of(families, "sigap_checks")[(("state", "new"),)] == 1
        [labels] = values_of(families, "sigap_build_info")
        assert ("colour", "green") in labels


def test_counts_of_several_processes_are_one_row_by_minute(session):
    now = utc_now()
    minute = now.replace(second=0, microsecond=0)
    for status in ("2xx", "5xx", "2xx"):
        one = Counts()
        one.add(100)
        add_counts(session, {RequestKey(minute, "/", "GET", status): one}, release="1.0", colour="", now=now)
    [row] = session.scalars(select(RequestMinute))
    assert (row.total, row.errors, row.sum_ms, row.up_to_100) == (3, 1, 300, 3)
    assert {row.status: row.total for row in session.scalars(select(RequestTotal))} == {"2xx": 2, "5xx": 1}


def test_answers_are_counted_by_route_pattern_and_written_in_one_batch(app, session):
    counts = app.extensions["request_counts"]
    client = app.test_client()
    client.get("/healthz")
    counts.is_counting = True
    try:
        for path in ("/healthz", "/readyz", "/version", "/version", "/no/such/page/1", "/no/such/page/2"):
            client.get(path)
        assert session.scalars(select(RequestTotal)).all() == []
        counts.flush()
    finally:
        counts.is_counting = False
    found = {(row.route, row.method, row.status): row.total for row in session.scalars(select(RequestTotal))}
    assert found == {("/version", "GET", "2xx"): 2, ("unmatched", "OTHER", "4xx"): 2}


@pytest.mark.parametrize(
    ("milliseconds", "bound"), [(0, 0.025), (25, 0.025), (25.1, 0.05), (10_000, 10.0), (10_000.1, None)]
)
def test_bucket_holds_what_took_at_most_its_bound(milliseconds, bound):
    counts = Counts()
    counts.add(milliseconds)
    reached = [float(name) for name, below in cumulated(counts) if below and name != "+Inf"]
    assert min(reached, default=None) == bound
    assert len(counts.buckets) == len(BUCKETS)


def test_times_below_a_millisecond_add_up():
    counts = Counts()
    for _answer in range(10):
        counts.add(0.4)
    assert counts.columns["sum_ms"] == 4


def test_memory_is_bounded_while_the_database_is_away(app):
    counts = RequestCounts(app)
    now = utc_now()
    for place in range(MOST_KEYS + 3):
        counts.add(RequestKey(now + timedelta(minutes=place), "/", "GET", "2xx"), 1)
    assert len(counts._counted) == MOST_KEYS
    assert counts._lost == 3


def test_queues_tell_their_length_and_the_age_of_the_oldest_job(redis_url):
    queue = Queue("messages", connection=Redis.from_url(redis_url), serializer=JSONSerializer)
    now = utc_now()
    for _job in range(2):
        queue.enqueue("builtins.len", "")
    figure = (read_queues(redis_url, now + timedelta(seconds=90)) or {})["messages"]
    assert figure.length == 2
    assert figure.oldest_seconds == pytest.approx(90, abs=30)


def test_redis_that_is_away_is_no_error():
    assert read_queues("redis://127.0.0.1:1/0", utc_now()) is None

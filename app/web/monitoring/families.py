"""The metrics of /metrics with their names, labels and base units: seconds, and counters that end in `_total`."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.metrics_core import Metric
from redis import Redis
from redis.exceptions import RedisError

from app.models.monitoring.traffic import BUCKETS, RequestTotal
from workflows.monitoring import Counts, Figure

OF_ROUTE = ("route", "method", "release", "colour")


@dataclass(frozen=True, slots=True)
class QueueFigure:
    length: int
    oldest_seconds: float


def families_of(
    *,
    version: str,
    colour: str,
    totals: Sequence[RequestTotal],
    figures: Sequence[Figure],
    queues: Mapping[str, QueueFigure] | None,
) -> list[Metric]:
    """`queues` None: Redis is away, and nothing is said of them."""
    build = GaugeMetricFamily("sigap_build_info", "Which version answers.", labels=("version", "colour"))
    build.add_metric((version, colour), 1)
    up = GaugeMetricFamily("sigap_redis_up", "Whether Redis answers.", value=float(queues is not None))
    return [build, *_requests(totals), *map(_gauge, figures), up, *_queues(queues or {})]


def _requests(totals: Sequence[RequestTotal]) -> Iterable[Metric]:
    answers = CounterMetricFamily(
        "sigap_http_requests", "Answers by route, release and class of status.", labels=(*OF_ROUTE, "status")
    )
    by_route: dict[tuple[str, ...], Counts] = defaultdict(Counts)
    for row in totals:
        route = (row.route, row.method, row.release, row.colour)
        answers.add_metric((*route, row.status), row.total)
        by_route[route].merge(counts_of(row))
    times = HistogramMetricFamily("sigap_http_request_duration_seconds", "Time until the answer.", labels=OF_ROUTE)
    for route, counts in by_route.items():
        times.add_metric(route, cumulated(counts), counts.sum_ms / 1000)
    return answers, times


def counts_of(row: RequestTotal) -> Counts:
    return Counts(row.total, row.sum_ms, [getattr(row, f"up_to_{bound}") for bound in BUCKETS])


def cumulated(counts: Counts) -> list[tuple[str, float]]:
    """Buckets as Prometheus has them: upper bound in seconds, everything up to it."""
    found, below = [], 0
    for bound, count in zip(BUCKETS, counts.buckets, strict=True):
        below += count
        found.append((str(bound / 1000), float(below)))
    return [*found, ("+Inf", float(counts.total))]


def _gauge(figure: Figure) -> Metric:
    family = GaugeMetricFamily(figure.name, figure.help, labels=(figure.label,) if figure.label else ())
    for member, value in figure.values.items():
        family.add_metric((member,) if figure.label else (), value)
    return family


def _queues(queues: Mapping[str, QueueFigure]) -> Iterable[Metric]:
    length = GaugeMetricFamily("sigap_queue_length", "Jobs that wait in Redis.", labels=("queue",))
    oldest = GaugeMetricFamily("sigap_queue_oldest_seconds", "Age of the oldest waiting job.", labels=("queue",))
    for name, queue in sorted(queues.items()):
        length.add_metric((name,), queue.length)
        oldest.add_metric((name,), queue.oldest_seconds)
    return length, oldest


def read_queues(redis_url: str, now: datetime) -> dict[str, QueueFigure] | None:
    """RQ's queues, read from its keys; None where Redis does not answer."""
    redis: Any = Redis.from_url(redis_url, socket_timeout=1, socket_connect_timeout=0.5, decode_responses=True)
    try:
        queues = sorted(redis.smembers("rq:queues"))
        return {key.removeprefix("rq:queue:"): _queue(redis, key, now) for key in queues}
    except RedisError:
        return None
    finally:
        redis.close()


def _queue(redis: Any, key: str, now: datetime) -> QueueFigure:
    first = redis.lindex(key, 0)
    at = redis.hget(f"rq:job:{first}", "enqueued_at") if first else None
    waited = (now - datetime.fromisoformat(at)).total_seconds() if at else 0.0
    return QueueFigure(redis.llen(key), max(waited, 0.0))

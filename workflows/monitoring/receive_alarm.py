"""An alarm as its source tells it: again and again, out of order, and at last that it is over."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.core.i18n import Sentence, in_both_languages
from app.models.monitoring.alarm import ALARM_FLOW, Alarm, AlarmSource, AlarmStatus, Severity
from workflows.transitions import note, transition


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmNews:
    """What a source says of one alarm; `starts_at` tells one occurrence from the next."""

    source: AlarmSource
    fingerprint: str
    firing: bool
    starts_at: datetime
    title: Sentence
    words: Sentence = ""
    severity: Severity = Severity.SEV3
    component: str = ""
    labels: dict[str, Any] = field(default_factory=dict[str, Any])
    group_key: str = ""
    partial: bool = False


def receive_alarm(
    session: Session, news: AlarmNews, *, now: datetime, muted: bool = False
) -> tuple[Alarm | None, bool]:
    """The alarm, and whether it is a new occurrence. None: the news had nothing to change."""
    if not news.firing:
        return _end(session, news, now), False
    repeated = _repeat(session, news, now)
    if repeated is not None:
        return repeated, False
    if _is_over(session, news):
        return None, False  # the order is not guaranteed: this occurrence has ended already
    (title, title_en), (words, words_en) = in_both_languages(news.title), in_both_languages(news.words)
    values: dict[str, Any] = {
        "source": news.source,
        "fingerprint": news.fingerprint[:120],
        "title": title[:200],
        "title_en": title_en[:200],
        "words": words[:1000],
        "words_en": words_en[:1000],
        "severity": news.severity,
        "component": news.component[:80],
        "labels": news.labels,
        "group_key": news.group_key[:500],
        "partial": news.partial,
        "muted": muted,
        "started_at": news.starts_at,
        "last_seen_at": now,
        "created_at": now,
        "count": 1,
    }
    made = (
        insert(Alarm)
        .values(values)
        .on_conflict_do_nothing(index_elements=["source", "fingerprint"], index_where=Alarm.status == AlarmStatus.OPEN)
    )
    alarm = session.scalars(made.returning(Alarm)).one_or_none()
    if alarm is None:
        return _repeat(session, news, now), False  # somebody was faster by a moment
    note(session, "alarms", alarm.id, "created", actor=None, now=now, title=["", alarm.title])
    return alarm, True


def _repeat(session: Session, news: AlarmNews, now: datetime) -> Alarm | None:
    """Told again: counted, without a message."""
    again = (
        update(Alarm)
        .where(*_same(news), Alarm.status == AlarmStatus.OPEN)
        .values(count=Alarm.count + 1, last_seen_at=func.greatest(Alarm.last_seen_at, now))
        .returning(Alarm)
        .execution_options(synchronize_session=False, populate_existing=True)
    )
    return session.scalars(again).one_or_none()


def _is_over(session: Session, news: AlarmNews) -> bool:
    """An open one was committed since `_repeat` looked: the insert will meet it, and it is counted."""
    known = select(Alarm.id).where(*_same(news), Alarm.started_at >= news.starts_at, Alarm.status != AlarmStatus.OPEN)
    return session.scalar(known.limit(1)) is not None


def _end(session: Session, news: AlarmNews, now: datetime) -> Alarm | None:
    """Over, unless a newer occurrence has begun; what was never reported is kept as over."""
    wanted = select(Alarm).where(*_same(news), Alarm.status == AlarmStatus.OPEN).with_for_update()
    found = session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    if found is None or news.starts_at < found.started_at:
        return None
    ended: Alarm = transition(session, ALARM_FLOW, found.id, "end", actor=None, now=now, resolved_at=now)
    return ended


def _same(news: AlarmNews) -> tuple[Any, Any]:
    return Alarm.source == news.source, Alarm.fingerprint == news.fingerprint[:120]

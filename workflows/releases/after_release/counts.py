"""Page and step counts of a release: our own, and a CSV of another system's."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.core.i18n import N_, Sentence
from app.models.finance.invoice import Invoice
from app.models.monitoring.traffic import RequestMinute
from app.models.releases.after_release import ReleaseCount
from app.models.visits.visit import VisitTicket

SHOWN = 10
# files, and pieces that an open page asks for by itself
NOT_OPENED = r"/static/|/(bell|counts|latest|news|notes|progress|rows|thread|tiles|waiting)$"
OPENED = ~RequestMinute.route.regexp_match(NOT_OPENED)
STEPS: tuple[tuple[str, Sentence, InstrumentedAttribute[datetime | None]], ...] = (
    ("visit_opened", N_("Kunjungan dibuka"), VisitTicket.opened_at),
    ("team_complete", N_("Teknisi lengkap"), VisitTicket.assigned_at),
    ("work_finished", N_("Pekerjaan selesai"), VisitTicket.finished_at),
    ("invoice_sent", N_("Invoice terkirim"), Invoice.sent_at),
    ("invoice_paid", N_("Invoice lunas"), Invoice.paid_at),
)


@dataclass(frozen=True, slots=True)
class StepCount:
    """`before` and `after`: a day, in the 14 days before the release and since."""

    label: Sentence
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class NamedCount:
    """A page or step: how often in all; our own pages with mean time and errors."""

    name: str
    total: int
    mean_ms: float | None = None
    errors: int | None = None


def list_steps(session: Session, since: datetime, until: datetime, baseline: timedelta) -> list[StepCount]:
    """From the visit that is opened to the invoice that is paid."""
    days = max((until - since) / timedelta(days=1), 1 / 24)
    before, after = dict(count_steps(session, since - baseline, since)), dict(count_steps(session, since, until))
    return [StepCount(label, before[name] / baseline.days, after[name] / days) for name, label, _ in STEPS]


def count_steps(session: Session, since: datetime, until: datetime) -> list[tuple[str, int]]:
    """By the steps' names."""
    return [
        (name, session.scalar(select(func.count()).where(column >= since, column < until)) or 0)
        for name, _, column in STEPS
    ]


def count_pages(session: Session, since: datetime, until: datetime) -> list[tuple[str, int]]:
    """The most asked for, of all versions."""
    total = func.sum(RequestMinute.total)
    within = (OPENED, RequestMinute.minute >= since, RequestMinute.minute < until)
    asked = select(RequestMinute.route, total).where(*within).group_by(RequestMinute.route)
    rows = session.execute(asked.order_by(total.desc(), RequestMinute.route).limit(SHOWN)).all()
    return [(route, int(n)) for route, n in rows]


def list_pages(session: Session, version: str, since: datetime, until: datetime) -> list[NamedCount]:
    """The most asked for of this version, robots and all."""
    total = func.sum(RequestMinute.total)
    asked = (
        select(RequestMinute.route, total, func.sum(RequestMinute.sum_ms), func.sum(RequestMinute.errors))
        .where(OPENED, RequestMinute.release == version, RequestMinute.minute >= since, RequestMinute.minute < until)
        .group_by(RequestMinute.route)
        .order_by(total.desc(), RequestMinute.route)
        .limit(SHOWN)
    )
    rows = session.execute(asked).all()
    return [NamedCount(name, int(n), int(ms) / int(n) if n else None, int(errors)) for name, n, ms, errors in rows]


def list_counts(session: Session, release_id: int) -> list[NamedCount]:
    """Of the uploaded table, most first."""
    total = func.sum(ReleaseCount.count)
    wanted = select(ReleaseCount.name, total).where(ReleaseCount.release_id == release_id).group_by(ReleaseCount.name)
    rows = session.execute(wanted.order_by(total.desc(), ReleaseCount.name).limit(SHOWN)).all()
    return [NamedCount(name, int(n)) for name, n in rows]

"""Support tickets as people read them: who asks, and how the clocks stand."""

from collections.abc import Callable
from datetime import datetime

from app.core.i18n import N_, gettext
from app.models.support.clocks import CLOCK_LABELS, ClockKind, StopCause, SupportClock
from app.models.support.ticket import SupportTicket
from app.models.support.ticket_steps import OPEN
from app.presenters.dates import moment
from app.presenters.status import Badge


def requester_name(ticket: SupportTicket) -> str:
    """The customer, member, contact or address that asks; empty for a ticket of the team's own."""
    for person in (ticket.customer, ticket.requester):
        if person is not None:
            return person.name
    return (
        ticket.requester_name
        or (str(ticket.contact) if ticket.contact else "")
        or ticket.requester_email
        or ticket.asked_email
        or ""
    )


def next_clock(ticket: SupportTicket) -> SupportClock | None:
    """The running clock that is due first, else a paused one."""
    open_ = [clock for clock in ticket.clocks if clock.stopped_at is None]
    running = [clock for clock in open_ if clock.due_at is not None]
    return min(running, key=lambda clock: clock.due_at, default=None) or next(iter(open_), None)  # type: ignore[arg-type,return-value]


Write = Callable[[datetime | None], str]  # how a moment is written: `moment_short` in lists


_STOPPED = {
    StopCause.MET: (N_("terpenuhi"), "positive"),
    StopCause.ENDED: (N_("berhenti tanpa dinilai"), "neutral"),
    StopCause.MERGED: (N_("berhenti: digabung"), "neutral"),
}


def clock_badge(clock: SupportClock, now: datetime, write: Write = moment) -> Badge:
    """`Lewat sejak …`, `sampai …`, `jeda sejak …`; a breach before a pause stays red."""
    if clock.breached_at is not None:
        return Badge(gettext("lewat sejak %(when)s", when=write(clock.breached_at)), "danger")
    if clock.stopped_at is not None:
        words, tone = _STOPPED[clock.stop_cause or StopCause.MET]
        return Badge(gettext(words), tone)
    if clock.due_at is None:
        since = write(clock.paused_at)
        return Badge(
            gettext("jeda sejak %(when)s", when=since) if clock.paused_at else gettext("tanpa batas"), "neutral"
        )
    if now >= clock.due_at:
        return Badge(gettext("lewat sejak %(when)s", when=write(clock.due_at)), "danger")
    near = clock.warn_at is not None and now >= clock.warn_at
    return Badge(gettext("sampai %(when)s", when=write(clock.due_at)), "warning" if near else "neutral")


def due_badge(due_at: datetime, now: datetime, write: Write = moment) -> Badge:
    """A promised moment: `sampai …`, or `lewat sejak …`."""
    when = write(due_at)
    if now >= due_at:
        return Badge(gettext("lewat sejak %(when)s", when=when), "danger")
    return Badge(gettext("sampai %(when)s", when=when), "neutral")


def due_sentence(ticket: SupportTicket, now: datetime) -> str:
    """Honestly by when; says so when it is late. Empty where nothing is promised or the customer has the turn."""
    clock = next_clock(ticket)
    if ticket.status not in OPEN or clock is None or clock.due_at is None:
        return ""
    due = moment(clock.due_at)
    if now >= clock.due_at:
        return gettext("Kami berjanji sampai %(when)s dan terlambat. Maaf; tiket ini kami dahulukan.", when=due)
    if clock.kind == ClockKind.RESOLUTION:
        return gettext("Kami selesaikan paling lambat %(when)s.", when=due)
    return gettext("Kami jawab paling lambat %(when)s.", when=due)


def clock_label(kind: str) -> str:
    return str(CLOCK_LABELS[ClockKind(kind)])

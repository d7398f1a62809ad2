"""Checks, incidents, rotations and the status page of the demo, lived through by the same verbs as real ones."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from app.core.clock import local_day
from app.core.units import RELAY, unit_of
from app.demo.maintenance import play_maintenance
from app.models.accounts.user import User
from app.models.incidents.cause import IncidentCause
from app.models.incidents.incident import ActionItem, Incident
from app.models.incidents.sprint import Sprint
from app.models.messaging.outbox import OutboxMessage, OutboxStatus
from app.models.monitoring.alarm import Severity
from app.models.monitoring.check import Check, CheckPeriod, PeriodKind
from app.models.on_call.calling import ConfirmedBy
from app.models.on_call.schedule import EmergencyContact, OnCallLayer, OnCallShift
from app.models.status.status_page import StatusComponent
from workflows.incidents import VERBS, declare_incident, finish_action_item
from workflows.monitoring import Outcome, make_check, record_result
from workflows.on_call import accept_swap, ask_swap, confirm_test_call, list_planned_shifts, send_test_call

CHECKS = (("Basis data", "POSTGRESQL"), ("Antrean pesan", "QUEUE_AGE"), ("Ruang disk", "DISK"), ("Redis", "REDIS"))
COMPONENTS = (
    ("Portal pelanggan", "Customer portal", "Pelanggan", "Customers", 0),
    ("Pesan keluar", "Outgoing messages", "Pelanggan", "Customers", 1),
    ("Penyimpanan berkas", "File storage", "Teknisi", "Technicians", 2),
)
CONTACTS = (
    ("Dimas Saputra", "Infrastruktur", "+628119000101"),
    ("Fajar Ramadhan", "Pimpinan teknis dan basis data", "+628119000102"),
    ("Dewi Lestari", "Layanan pelanggan", "+628119000103"),
)
PAST = (  # days ago, minutes of it, what, severity, component, cause, mending
    (71, 47, "Pesan WhatsApp tertahan", Severity.SEV2, "Pesan keluar", "Token kedaluwarsa", "Token diganti"),
    (38, 18, "Portal lambat", Severity.SEV3, "Portal pelanggan", "Indeks hilang", "Indeks dibuat ulang"),
    (9, 26, "Portal tidak bisa dibuka", Severity.SEV1, "Portal pelanggan", "Disk penuh oleh log", "Log dipangkas"),
)
CAUSE_OF = {
    "Pesan WhatsApp tertahan": "Sertifikat atau kunci",
    "Portal lambat": "Basis data",
    "Portal tidak bisa dibuka": "Kapasitas",
}
TITLE_EN = {
    "Pesan WhatsApp tertahan": "WhatsApp messages held up",
    "Portal lambat": "Portal slow",
    "Portal tidak bisa dibuka": "Portal cannot be opened",
}


def play_operations(session: Session, now: datetime) -> None:
    """Ninety days with three incidents; what was to be told of them is history."""
    dimas, fajar = (session.scalars(select(User).where(User.username == one)).one() for one in ("dimas", "fajar"))
    checks = [_check(session, name, kind, dimas, now) for name, kind in CHECKS]
    for place, (name, name_en, group, group_en, check) in enumerate(COMPONENTS):
        born = now - timedelta(days=90)
        session.add(
            StatusComponent(
                name=name,
                name_en=name_en,
                group_name=group,
                group_name_en=group_en,
                position=place,
                check_id=checks[check].id,
                created_at=born,
                updated_at=born,
            )
        )
    for place, (name, duty, phone) in enumerate(CONTACTS):
        session.add(EmergencyContact(name=name, duty=duty, phone_e164=phone, position=place, verified_at=now))
    start = now - timedelta(days=90)
    for level, people in ((1, [fajar.id, dimas.id]), (2, [dimas.id, fajar.id])):
        session.add(
            OnCallLayer(level=level, name=f"Level {level}", people=people, started_at=start, from_hour=0, until_hour=24)
        )
    session.flush()
    for days, minutes, *rest in PAST:
        incident = _play(session, now - timedelta(days=days), minutes, rest, checks, dimas)
        _learn(session, incident, fajar, dimas, now)
    _write_sprints(session, now)
    _share_duty(session, fajar, dimas, now)
    play_maintenance(session, now)
    _forget_messages(session)


def _learn(session: Session, incident: Incident, owner: User, actor: User, now: datetime) -> None:
    """The kind of cause, and work that followed: done for the old ones, open for the newest."""
    given: dict[str, Any] = {"incident_id": incident.id, "actor": actor}
    later = (incident.resolved_at or now) + timedelta(hours=2)
    cause = session.scalars(select(IncidentCause).where(IncidentCause.name == CAUSE_OF[incident.title])).one_or_none()
    if cause is not None:
        VERBS["set_cause"](session, **given, now=later, cause_id=cause.id)
    due = local_day(later, "Asia/Jakarta") + timedelta(days=14)
    VERBS["add_item"](
        session, **given, now=later, title="Alarm sebelum kejadian yang sama", owner=owner.username, due=due
    )
    [item] = session.scalars(select(ActionItem).where(ActionItem.incident_id == incident.id))
    if later + timedelta(days=12) < now:
        done = later + timedelta(days=12)
        finish_action_item(session, item_id=item.id, incident_id=incident.id, actor=owner, now=done)


def _write_sprints(session: Session, now: datetime) -> None:
    """Six of two weeks each, the last one under way."""
    monday = local_day(now, "Asia/Jakarta") - timedelta(days=now.weekday())
    for number in range(6):
        first = monday - timedelta(weeks=2 * (5 - number))
        session.add(
            Sprint(name=f"Sprint {number + 1}", first_date=first, last_date=first + timedelta(days=13), created_at=now)
        )
    session.flush()


def _share_duty(session: Session, fajar: User, dimas: User, now: datetime) -> None:
    """The shifts as they were, a swap that was accepted, one that waits, and a test call that arrived."""
    start = now - timedelta(days=90)
    for level, people in ((1, (fajar, dimas)), (2, (dimas, fajar))):
        for week in range(13):
            since, until = start + timedelta(weeks=week), start + timedelta(weeks=week + 1)
            shift = {"started_at": since, "ended_at": until if until <= now else None, "created_at": since}
            session.add(OnCallShift(level=level, user_id=people[week % 2].id, **shift))
    session.flush()
    tomorrow = now.replace(minute=0, second=0, microsecond=0) + timedelta(days=1)
    mine = list_planned_shifts(session, user_id=fajar.id, since=tomorrow, days=30)
    for place, shift in enumerate([one for one in mine if one.level == 1][:2]):
        hours = {"starts_at": shift.starts_at, "ends_at": min(shift.ends_at, shift.starts_at + timedelta(hours=12))}
        swap = ask_swap(
            session,
            level=1,
            **hours,
            actor=fajar,
            now=now,
            reason="Acara keluarga",
            asked_id=None if place else dimas.id,
        )
        if not place:
            accept_swap(session, swap_id=swap.id, actor=dimas, now=now)
    test = send_test_call(session, actor=dimas, user_id=fajar.id, now=now - timedelta(days=3))
    confirm_test_call(
        session,
        test_id=test.id,
        actor=fajar,
        by=ConfirmedBy.TELEGRAM,
        now=now - timedelta(days=3) + timedelta(minutes=1),
    )


def _check(session: Session, name: str, kind: str, actor: User, now: datetime) -> Check:
    check = make_check(
        session, actor=actor, now=now, name=name, kind=kind, target="", interval_seconds=60, timeout_seconds=10,
        failure_threshold=3, success_threshold=2, grace_seconds=300, options={},
    )  # fmt: skip
    record_result(session, check_id=check.id, outcome=Outcome(ok=True, ms=12), at=now)
    return check


def _play(session: Session, at: datetime, minutes: int, words: list[Any], checks: list[Check], dimas: User) -> Incident:
    title, severity, component, cause, mending = words
    incident = declare_incident(
        session,
        title=title,
        title_en=TITLE_EN[title],
        severity=severity,
        actor=None,
        now=at,
        component=component,
        impact_started_at=at - timedelta(minutes=2),
    )
    check = checks[next(place for name, *_words, place in COMPONENTS if name == component)]
    end = at + timedelta(minutes=minutes)
    session.add(CheckPeriod(check_id=check.id, kind=PeriodKind.DOWN, started_at=at, ended_at=end, words=cause))
    steps: tuple[tuple[int, str, dict[str, str]], ...] = (
        (3, "acknowledge", {}),
        (4, "command", {}),
        (5, "investigate", {}),
        (7, "publish", {"text": f"{title}. Kami sedang menyelidikinya.", "text_en": "We are looking into it."}),
        (minutes // 2, "identify", {"note": cause}),
        (minutes - 2, "watch", {"note": mending}),
        (
            minutes - 1,
            "publish",
            {"text": f"{mending}. Layanan kembali normal.", "text_en": "Service is back to normal."},
        ),
        (minutes, "resolve", {"outcome": f"{cause}. {mending}."}),
        (
            minutes + 60,
            "write_post_mortem",
            {"summary": title, "root_cause": cause, "went_well": "Alarm datang dalam semenit."},
        ),
    )
    for minute, step, answers in steps:
        VERBS[step](session, incident_id=incident.id, actor=dimas, now=at + timedelta(minutes=minute), **answers)
    return incident


def _forget_messages(session: Session) -> None:
    """Nobody is called for what was ninety days ago."""
    kinds = or_(
        *(
            OutboxMessage.kind.startswith(begins)
            for begins in ("incident.", "maintenance.", "on_call.", "status.", "telegram.decided")
        )
    )
    mine = kinds & (OutboxMessage.status == OutboxStatus.WAITING)
    session.execute(update(OutboxMessage).where(mine).values(status=OutboxStatus.ADDRESSED))
    unit_of(session).wake.discard(RELAY)

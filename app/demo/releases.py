"""Releases of the demo: the firm's own, lived to scorecard and retrospective, and WIDI's launch that is being prepared."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.core.units import RELAY, unit_of
from app.models.accounts.user import User
from app.models.messaging.outbox import OutboxMessage, OutboxStatus
from app.models.monitoring.traffic import COUNTED, RequestMinute
from app.models.releases.calendar import FreezeWindow
from app.models.releases.readiness import Checklist, EvidenceKind, ItemStatus, ReleaseItem
from app.models.releases.release import Release, ReleaseStatus, Risk
from app.models.releases.steering import Adapter, ReleaseSystem, RolloutSample
from app.models.releases.survey import NpsAnswer
from workflows.releases.after_release import add_action, add_voice, write_retrospective
from workflows.releases.planning import follow_release
from workflows.releases.readiness import (
    add_evidence,
    approve_release,
    collect_own_evidence,
    finish_release,
    prepare_release,
    tick_item,
)

DAY = timedelta(days=1)
COMMIT = "4f1d2c9"
BEFORE = "0.0.9"
SCORES = (10, 9, 9, 10, 7, 8, 9, 6, 10, 9, 3, 9)
NOTES = "Pool lebih cepat di ponsel lama.", "Perbaikan kecil; pengingat penilaian lebih sopan."
VOICES = (
    ("USERS", "Teknisi senang: pool terbuka lebih cepat di ponsel lama."),
    ("SERVICE", "Pertanyaan “job saya hilang?” berkurang."),
)
INTERNAL = "Antrean dokumen pagi ini tetap kosong; tidak ada yang perlu diulang."
LEARNED = {
    "went_well": "Empat langkah selesai dalam 40 menit tanpa keluhan.",
    "went_badly": "Templat WhatsApp baru disetujui Meta sehari setelah rilis.",
    "lessons": "Ajukan templat sebelum rilis dijadwalkan.",
}
FOLLOWS = "Cek persetujuan templat WhatsApp sebelum Go"
STEPS = ((10, 6), (25, 6), (50, 5), (100, 3))  # per cent, samples


def play_releases(session: Session, now: datetime, version: str) -> None:
    """`version` is the one that is running: live for three days."""
    dimas, fajar, maya = (
        session.scalars(select(User).where(User.username == one)).one() for one in ("dimas", "fajar", "maya")
    )
    _own(session, (dimas, maya), version, now)
    _taken_back(session, now)
    _widi(session, dimas, fajar, now)
    session.add(ReleaseSystem(name="widi", adapter=Adapter.BY_HAND))
    for name, system, ahead, days in (("Akhir bulan", "", 8, 2), ("Lebaran toko WIDI", "widi", 40, 10)):
        starts = (now + ahead * DAY).replace(hour=17, minute=0, second=0, microsecond=0)
        session.add(FreezeWindow(name=name, system=system, starts_at=starts, ends_at=starts + days * DAY))
    members = session.scalars(select(User).where(User.role == "MEMBER").order_by(User.id).limit(len(SCORES))).all()
    for place, (member, score) in enumerate(zip(members, SCORES, strict=False)):
        session.add(NpsAnswer(user_id=member.id, score=score, created_at=now - (place % 5 + 1) * DAY / 2))
    session.flush()
    waiting = update(OutboxMessage).where(
        OutboxMessage.status == OutboxStatus.WAITING, OutboxMessage.kind.startswith("release.")
    )
    session.execute(waiting.values(status=OutboxStatus.ADDRESSED))
    unit_of(session).wake.discard(RELAY)


def _own(session: Session, people: tuple[User, User], running: str, now: datetime) -> None:
    """0.0.9 has ended well and left work for the running version, which is watched; both with the Go of two people."""
    dimas, maya = people
    for version, days, notes in ((BEFORE, 24, NOTES[0]), (running, 3, NOTES[1])):
        live_at = now - days * DAY
        release = prepare_release(
            session, system="sigap", version=version, commit=COMMIT, risk=Risk.LOW, notes=notes, actor=dimas,
            now=live_at - 2 * DAY, planned_date=live_at.date(),
        )  # fmt: skip
        _go(session, release, people, live_at - DAY)
        release.status, release.percent, release.live_at = ReleaseStatus.LIVE, 100, live_at
        session.flush()
        _samples(session, release, live_at, bad=False)
        _traffic(session, version, live_at, min(now, live_at + 7 * DAY))
        if version == BEFORE:
            _learned(session, release, dimas, maya, live_at + 7 * DAY)
    add_voice(session, release_id=release.id, actor=dimas, source="INTERNAL", text=INTERNAL, now=now - DAY)


def _go(session: Session, release: Release, people: tuple[User, User], at: datetime) -> None:
    """Every line ticked by the first of them, then approved by both."""
    lines = select(ReleaseItem.id).where(ReleaseItem.release_id == release.id, ReleaseItem.status == ItemStatus.OPEN)
    for item_id in session.scalars(lines.order_by(ReleaseItem.id)).all():
        tick_item(session, item_id=item_id, actor=people[0], note="Diperiksa dan lengkap.", now=at)
    for hours, person in enumerate(people):
        approve_release(session, release_id=release.id, actor=person, now=at + timedelta(hours=hours))


def _traffic(session: Session, version: str, since: datetime, until: datetime) -> None:
    """What it answered, an hour a row."""
    hours = int((until - since) / timedelta(hours=1))
    for place in range(hours):
        total = 180 + 37 * (place % 9)
        counted = {**dict.fromkeys(COUNTED, 0), "total": total, "sum_ms": 140 * total, "up_to_250": total}
        minute = (since + timedelta(hours=place)).replace(second=0, microsecond=0)
        session.add(
            RequestMinute(minute=minute, route="/tech/pool", method="GET", release=version, errors=0, **counted)
        )
    session.flush()


def _learned(session: Session, release: Release, dimas: User, maya: User, at: datetime) -> None:
    finish_release(session, release_id=release.id, actor=dimas, verdict="Tujuh hari tanpa gangguan.", now=at)
    known: dict[str, Any] = {"release_id": release.id, "now": at}
    for source, words in VOICES:
        add_voice(session, **known, actor=maya, source=source, text=words)
    write_retrospective(session, **known, actor=maya, **LEARNED)
    add_action(session, **known, actor=maya, title=FOLLOWS, owner=dimas.username, due=(at + 14 * DAY).date())


def _taken_back(session: Session, now: datetime) -> None:
    ended = now - 12 * DAY
    reason = "galat baru 1,7 % (4 dari 240), lama 0,0 % (0 dari 2.160), p = 0,000"
    english = "errors new 1.7% (4 of 240), old 0.0% (0 of 2,160), p = 0.000"
    release = Release(
        system="sigap", version="0.0.10-rc1", status=ReleaseStatus.ROLLED_BACK, reason=reason, reason_en=english, ended_at=ended,
        created_at=ended - DAY, risk=Risk.HIGH, notes="Pool digambar ulang.",
    )  # fmt: skip
    session.add(release)
    session.flush()
    _samples(session, release, ended, bad=True)


def _samples(session: Session, release: Release, until: datetime, *, bad: bool) -> None:
    planned = [(percent, place) for percent, count in STEPS[: 1 if bad else None] for place in range(1, count + 1)]
    for order, (percent, place) in enumerate(planned):
        last = order + 1 == len(planned)
        asked = 40 * place
        session.add(
            RolloutSample(
                release_id=release.id, percent=percent, requests=asked, errors=max(0, place - 2) if bad else 0, p95_ms=240 + 9 * place,
                old_requests=9 * asked, old_errors=0, old_p95_ms=250, memory_mb=310 + place,
                decision="ROLL_BACK" if bad and last else "PROMOTE" if last else "HOLD",
                **(_reasons(release) if bad and last else _waiting(asked)),
                created_at=until - timedelta(seconds=30 * (len(planned) - order)),
            )
        )  # fmt: skip
    session.flush()


def _reasons(release: Release) -> dict[str, str]:
    return {"reason": release.reason, "reason_en": release.reason_en}


def _waiting(asked: int) -> dict[str, str]:
    return {
        "reason": f"menunggu data: {asked} dari 200 permintaan",
        "reason_en": f"waiting for data: {asked} of 200 requests",
    }


def _widi(session: Session, dimas: User, fajar: User, now: datetime) -> None:
    """Half of its lists are ticked; the tests of an older commit do not count."""
    release = prepare_release(
        session, system="widi", version="1.0.0", commit="9b7e410", risk=Risk.HIGH, actor=dimas, now=now - 4 * DAY,
        notes="Peluncuran toko WIDI Furniture.", planned_date=(now + 5 * DAY).date(),
    )  # fmt: skip
    known: dict[str, Any] = {"release_id": release.id, "actor": dimas, "sha256": "", "passed": True}
    for kind, facts, commit in (
        (EvidenceKind.TESTS, {"tests": 412, "failures": 0, "errors": 0, "skipped": 0}, "9b7e410"),
        (EvidenceKind.COVERAGE, {"rate": 0.884}, "77aa001"),
    ):
        add_evidence(session, **known, kind=kind, facts=facts, commit=commit, made_at=now - timedelta(hours=3), now=now)
    collect_own_evidence(session, release_id=release.id, now=now)
    by_hand = select(ReleaseItem.id).where(
        ReleaseItem.release_id == release.id, ReleaseItem.checklist == Checklist.FUNCTION
    )
    for item_id in session.scalars(by_hand.order_by(ReleaseItem.id).limit(4)).all():
        tick_item(session, item_id=item_id, actor=fajar, note="Dicoba di staging, tanpa temuan.", now=now - DAY)
    follow_release(session, release_id=release.id, actor=fajar, now=now - DAY)

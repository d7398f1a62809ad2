"""Ninety days of maintenance of the demo: records of every kind, upkeep each night, growth, what was announced."""

from datetime import datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.feedback.bug import BugReport
from app.models.maintenance.record import MaintenanceRule, RepeatUnit
from app.models.maintenance.record import MaintenanceTopic as Topic
from app.models.maintenance.upkeep import DISK, Compatibility, Fit, FitKind, SizeSample, UpkeepRun, UpkeepTask
from app.models.status.announcement import Announcement, AnnouncementStatus, AnnouncementTone
from app.models.status.status_page import StatusComponent
from workflows.maintenance import finish_record, list_items, make_record, start_record, tick_item
from workflows.status import finish_maintenance, plan_maintenance

DAY = timedelta(days=1)
HEALTH = (
    "Cadangan terakhir dapat dibaca\nSertifikat berlaku lebih dari 30 hari\nRuang disk di bawah 70 %\nAntrean kosong"
)
# days ago, days it took (None: open), topic, title, outcome, what else is known
RECORDS: tuple[tuple[int, int | None, Topic, str, str, dict[str, Any]], ...] = (
    (86, 1, Topic.HEALTH, "Pemeriksaan kesehatan September", "Semua baik.", {"checklist": HEALTH}),
    (80, 3, Topic.SECURITY_PATCH, "OpenSSL 3.0.17", "Diterapkan, layanan dimulai ulang.", {"available": 82}),
    (74, 2, Topic.LOGS, "Log lama dipangkas", "Disk turun dari 71 % ke 58 %.",
     {"figure_name": "Disk terpakai (%)", "figure_before": 71.0, "after": "58"}),
    (62, 6, Topic.BUG, "Foto BAST terbalik di iPhone", "Orientasi dibaca dari EXIF.", {"bug": True}),
    (55, 1, Topic.HEALTH, "Pemeriksaan kesehatan Oktober", "Sertifikat diperbarui.", {"checklist": HEALTH}),
    (47, 9, Topic.PERFORMANCE, "Daftar kunjungan lebih cepat", "Indeks baru untuk saringan status.",
     {"figure_name": "Daftar kunjungan p95 (ms)", "figure_before": 840.0, "after": "210"}),
    (40, 5, Topic.SECURITY_PATCH, "PostgreSQL 18.1", "Diterapkan pada jendela pemeliharaan.", {"available": 44}),
    (33, 12, Topic.COMPATIBILITY, "Safari 26 di iPad", "Peta dan kamera berjalan.", {}),
    (27, 14, Topic.REFACTORING, "Pengiriman pesan dipisah per saluran", "Tidak ada perubahan yang terlihat.", {}),
    (24, 1, Topic.HEALTH, "Pemeriksaan kesehatan November", "Semua baik.", {"checklist": HEALTH}),
    (12, 2, Topic.DATABASE, "Indeks deliveries dibangun ulang", "Ukuran 410 MB menjadi 190 MB.",
     {"figure_name": "Indeks (MB)", "figure_before": 410.0, "after": "190"}),
    (6, None, Topic.REGULATION, "Masa simpan data pribadi menurut UU PDP", "", {"due": 20}),
    (4, None, Topic.SECURITY_PATCH, "Redis 7.4.6", "", {"available": 4, "due": 3}),
    (2, None, Topic.UPDATE, "Pembaruan paket Debian", "", {"due": 5, "checklist": "Uji di staging\nCadangkan\nTerapkan"}),
)  # fmt: skip
RULES = (("Pemeriksaan kesehatan bulanan", Topic.HEALTH, RepeatUnit.MONTH, HEALTH),
         ("Pembaruan paket sistem operasi", Topic.UPDATE, RepeatUnit.WEEK, "Uji di staging\nCadangkan\nTerapkan"))  # fmt: skip
FITS = ((FitKind.BROWSER, "Chrome", "140–142", Fit.WORKS), (FitKind.BROWSER, "Safari", "18–26", Fit.WORKS),
        (FitKind.BROWSER, "Opera Mini", "80", Fit.FAILS), (FitKind.SYSTEM, "Android", "10–16", Fit.WORKS),
        (FitKind.SYSTEM, "iOS", "16–26", Fit.WORKS), (FitKind.DEVICE, "Samsung Galaxy A14", "", Fit.WORKS),
        (FitKind.DEVICE, "Tablet 8 inci", "", Fit.PARTLY))  # fmt: skip
RUNS = (
    (UpkeepTask.VACUUM, 4200, "{} tabel dibersihkan", "{} tables cleaned"),
    (
        UpkeepTask.INDEXES,
        900,
        "0 sisa indeks dihapus; {} indeks dibangun ulang",
        "0 left-over indexes dropped; {} indexes rebuilt",
    ),
    (UpkeepTask.RETENTION, 2600, "{} baris dihapus, diarsipkan lebih dahulu", "{} rows deleted, archived first"),
    (UpkeepTask.ORPHANS, 300, "{} berkas dihapus", "{} files deleted"),
    (UpkeepTask.SIZES, 60, "{} tabel diukur", "{} tables measured"),
)
SIZES = (("audit_entries", 310, 3.1), ("deliveries", 240, 2.4), ("inbox_events", 90, 0.9),
         ("visit_tickets", 60, 0.3), ("stored_files", 12, 0.1), (DISK, 21_000, 38.0))  # fmt: skip
MEGABYTE = 1024 * 1024


def play_maintenance(session: Session, now: datetime) -> None:
    """By the same verbs as real ones where there is one; `fajar` and `dimas` are the technical people."""
    dimas, fajar = (session.scalars(select(User).where(User.username == one)).one() for one in ("dimas", "fajar"))
    for place, one in enumerate(RECORDS):
        _play_record(session, one, (dimas, fajar)[place % 2], now)
    _write_rules(session, dimas, now)
    _write_upkeep(session, Random(15), now)  # noqa: S311  the same demo each time
    _announce(session, dimas, fajar, now)
    session.flush()


def _play_record(session: Session, one: tuple[Any, ...], owner: User, now: datetime) -> None:
    ago, took, topic, title, outcome, more = one
    at, after = now - ago * DAY, more.get("after", "")
    bug = session.scalars(select(BugReport.number).order_by(BugReport.id).limit(1)).first() if "bug" in more else None
    record = make_record(
        session,
        topic=topic,
        title=title,
        owner_id=owner.id,
        actor=owner,
        now=at,
        available_date=(now - more["available"] * DAY).date() if "available" in more else None,
        due_date=(now + more["due"] * DAY).date() if "due" in more else (at + 7 * DAY).date(),
        figure_name=more.get("figure_name", ""),
        figure_before=more.get("figure_before"),
        bug_number=bug or "",
        checklist=more.get("checklist", ""),
    )
    if took is None:
        return
    start_record(session, record_id=record.id, actor=owner, now=at + timedelta(hours=2))
    for item in list_items(session, record.id):
        tick_item(session, record_id=record.id, actor=owner, now=at + timedelta(hours=3), item=item.id)
    end = at + took * DAY
    applied = end.date() if topic == Topic.SECURITY_PATCH else None
    finish_record(
        session, record_id=record.id, actor=owner, now=end, outcome=outcome, figure_after=after, applied=applied
    )


def _write_rules(session: Session, owner: User, now: datetime) -> None:
    """`made` counts the days that have gone by, so that the next record is the next one."""
    for title, topic, unit, checklist in RULES:
        start, made = (now - 86 * DAY).date(), 3 if unit == RepeatUnit.MONTH else 13
        given = {"title": title, "topic": topic, "unit": unit, "checklist": checklist, "owner_id": owner.id}
        session.add(MaintenanceRule(**given, start_date=start, made=made, created_at=now - 86 * DAY))
    for kind, name, versions, fit in FITS:
        tried = (now - 21 * DAY).date()
        session.add(Compatibility(kind=kind, name=name, versions=versions, fit=fit, tried_date=tried, created_at=now))


def _write_upkeep(session: Session, random: Random, now: datetime) -> None:
    night = now.replace(hour=19, minute=10, second=0, microsecond=0) - 90 * DAY  # 02.10 in Jakarta
    for day in range(90):
        for place, (task, ms, words, english) in enumerate(RUNS):
            at = night + day * DAY + timedelta(minutes=place)
            took = int(ms * random.uniform(0.8, 1.4))
            count = random.randrange(2, 9)
            told = {"words": words.format(count), "words_en": english.format(count)}
            session.add(UpkeepRun(task=task, started_at=at, ms=took, ok=True, created_at=at, **told))
        for name, size, growth in SIZES:
            grown = int((size - (90 - day) * growth) * MEGABYTE * random.uniform(0.998, 1.002))
            sample = {"day": (night + day * DAY).date(), "name": name, "size": max(grown, MEGABYTE)}
            session.add(SizeSample(**sample, row_count=max(grown, 0) // 400 if name != DISK else 0))


def _announce(session: Session, dimas: User, fajar: User, now: datetime) -> None:
    components = list(session.scalars(select(StatusComponent.id).order_by(StatusComponent.position)))
    for ago, title, title_en in ((41, "Pembaruan basis data", "Database update"), (13, "Pindah disk", "New disk")):
        at = now - ago * DAY
        text, text_en = "Layanan terhenti sebentar.", "A short interruption."
        plan = plan_maintenance(
            session, title=title, text=text, title_en=title_en, text_en=text_en, component_ids=components[:1],
            starts_at=at, ends_at=at + timedelta(hours=1), actor=dimas, now=at - 3 * DAY,
        )  # fmt: skip
        finish_maintenance(
            session, maintenance_id=plan.id, actor=dimas, now=at + timedelta(minutes=40), outcome="Selesai lebih awal."
        )
    soon = (now + 4 * DAY).replace(hour=18, minute=0, second=0, microsecond=0)
    plan_maintenance(
        session, title="Pembaruan Redis", text="Pesan keluar tertunda beberapa menit.", title_en="Redis update",
        text_en="Outgoing messages wait a few minutes.", component_ids=components[1:2], starts_at=soon,
        ends_at=soon + timedelta(hours=1), actor=dimas, now=now - timedelta(hours=5),
    )  # fmt: skip
    announcements = (
        (60, 50, "Jam layanan Lebaran", "Holiday hours", "Kantor tutup dua hari.", "The office is closed for two days."),
        (1, -6, "Nomor WhatsApp tetap sama", "Same WhatsApp number", "Abaikan nomor lain yang menagih.", "Ignore messages from other numbers that ask for money."),
    )  # fmt: skip
    for begin, end, title, title_en, text, text_en in announcements:
        session.add(
            Announcement(
                title=title, title_en=title_en, text=text, text_en=text_en, tone=AnnouncementTone.INFO,
                status=AnnouncementStatus.PUBLISHED, starts_at=now - begin * DAY, ends_at=now - end * DAY,
                created_by_id=fajar.id, created_at=now - begin * DAY,
            )
        )  # fmt: skip

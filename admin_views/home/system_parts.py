"""Parts of the system in trouble, on the home of those who can do something about it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask import url_for

from app.core.db import db
from app.core.i18n import N_, Sentence, gettext, ngettext
from app.models.accounts.user import OPERATORS, Role
from app.presenters.dates import ago, moment
from workflows.heartbeats import (
    CONTROLLER,
    RELAY,
    SCHEDULER,
    STEERER,
    STORAGE,
    WAKE_UP_WORKER,
    WHATSAPP,
    WORKER,
    PartReport,
    PartState,
    list_parts,
)
from workflows.monitoring import CheckLine

READERS = OPERATORS
LABELS: dict[str, Sentence] = {
    WORKER: N_("Pekerja tugas terjadwal"),
    WAKE_UP_WORKER: N_("Pekerja pesan"),
    SCHEDULER: N_("Penjadwal"),
    RELAY: N_("Pengiriman pesan"),
    CONTROLLER: N_("Pengendali rilis"),
    STEERER: N_("Pengendali rilis sistem lain"),
    STORAGE: N_("Penyimpanan berkas"),
    WHATSAPP: N_("Akun WhatsApp dibatasi"),
}


def failing_parts(role: Role, now: datetime) -> list[dict[str, Any]]:
    """A section of the home page with every part that is failing or without a heartbeat; empty while there is none."""
    if role not in READERS | {Role.CS}:
        return []
    troubled = [report for report in list_parts(db.session(), now=now) if not report.is_well]
    following = _silent_jobs(troubled)
    rows = [
        part_row(report)
        for report in troubled
        if (role in READERS or report.name == WHATSAPP) and report not in following
    ]
    if following and role in READERS:
        rows.append(_following_row(len(following)))
    title = gettext("Bagian sistem yang bermasalah")
    return [{"title": title, "rows": rows, "empty_text": "", "href": None, "link_text": ""}] if rows else []


def _silent_jobs(troubled: Sequence[PartReport]) -> list[PartReport]:
    """Scheduled jobs that stand still because what starts or does them stands still."""
    stopped = {report.name for report in troubled if not _is_failing(report)}
    if not stopped & {SCHEDULER, WORKER}:
        return []
    return [report for report in troubled if report.name not in LABELS and not _is_failing(report)]


def _is_failing(report: PartReport) -> bool:
    return report.state == PartState.FAILING


def _following_row(count: int) -> dict[str, Any]:
    title = ngettext("%(num)d tugas terjadwal", "%(num)d tugas terjadwal", count)
    text = gettext("Ikut berhenti")
    return {"title": title, "text": text, "meta": "", "badge": None, "tone": "danger", "href": None}


def part_row(report: PartReport) -> dict[str, Any]:
    known = LABELS.get(report.name)
    label = str(known) if known else gettext("Tugas terjadwal %(name)s", name=report.name)
    seen = gettext("terakhir berjalan %(ago)s", ago=ago(report.beat_at)) if report.beat_at else ""
    href = url_for("delivery.index_view", flt_status="BY_HAND") if report.name == WHATSAPP else None
    return {"title": label, "text": _words(report), "meta": seen, "badge": None, "tone": "danger", "href": href}


def _words(report: PartReport) -> str:
    if report.name == WHATSAPP:
        return gettext(
            "Pesan WhatsApp menunggu dikirim manual sampai Meta mencabutnya: %(reason)s", reason=report.reason
        )
    if report.state == PartState.FAILING:
        return gettext("Gagal: %(reason)s", reason=report.reason)
    return gettext("Tidak memberi tanda hidup") if report.beat_at else gettext("Belum pernah berjalan")


def system_sentence(checks: Sequence[CheckLine], troubled: int) -> str:
    """Whether everything runs; else how many of the checks and of our own parts fail, and since when."""
    bad = [line for line in checks if line.is_bad]
    count = len(bad) + troubled
    if not count:
        return gettext("Semua pemeriksaan dan bagian sistem berjalan.")
    since = min((line.since for line in bad if line.since), default=None)
    words = gettext("%(count)d gagal", count=count)
    return f"{words}, {gettext('sejak %(at)s', at=moment(since))}" if since else words

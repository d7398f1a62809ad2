"""Alarms of our own parts: workers, the scheduler, every scheduled job, the storage."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.i18n import N_
from app.models.monitoring.alarm import AlarmSource, Severity
from workflows.heartbeats import ALWAYS, PartState, list_parts
from workflows.monitoring.notify_of_alarm import notify_of_alarm
from workflows.monitoring.receive_alarm import AlarmNews

WORDS = {
    PartState.WELL: "",
    PartState.FAILING: N_("Terakhir kali gagal"),
    PartState.SILENT: N_("Tidak memberi tanda hidup"),
    PartState.NEVER: N_("Belum pernah berjalan"),
}


def report_parts(session: Session, *, now: datetime) -> None:
    """One alarm while a part is not well; the whole application stands on those of `ALWAYS`."""
    for part in list_parts(session, now=now):
        news = AlarmNews(
            source=AlarmSource.PART,
            fingerprint=f"part:{part.name}",
            firing=not part.is_well,
            starts_at=now,
            title=part.name,
            words=part.reason or WORDS[part.state],
            severity=Severity.SEV2 if part.name in ALWAYS else Severity.SEV3,
        )
        notify_of_alarm(session, news, now=now)

"""An alarm for each rule by which the error budget is spent too quickly."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.core.i18n import N_
from app.models.monitoring.alarm import AlarmSource, Severity
from workflows.monitoring.notify_of_alarm import notify_of_alarm
from workflows.monitoring.receive_alarm import AlarmNews
from workflows.monitoring.traffic import list_burns

HOUR = timedelta(hours=1)


def report_burns(session: Session, *, now: datetime) -> None:
    """SEV2 where the rule calls somebody, else SEV3; its end when it does not hold any more."""
    for burn in list_burns(session, now=now):
        news = AlarmNews(
            source=AlarmSource.SLO,
            fingerprint=f"slo:{burn.rule.long // HOUR}h",
            firing=burn.is_burning,
            starts_at=now,
            title=N_("Anggaran galat: %(burn)s kali terlalu cepat", burn=f"{burn.rule.burn}".replace(".", ",")),
            words=N_(
                "%(errors)d dari %(requests)d permintaan gagal dalam %(hours)d jam",
                errors=burn.long.errors,
                requests=burn.long.requests,
                hours=burn.rule.long // HOUR,
            ),
            severity=Severity.SEV2 if burn.rule.pages else Severity.SEV3,
        )
        notify_of_alarm(session, news, now=now)

"""What follows a version that was taken back by itself: each link on its own, tried again until it has worked."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.db import db, unit_of_work
from app.core.i18n import N_, Sentence, in_both_languages, in_language
from app.models.incidents.incident import Incident
from app.models.monitoring.alarm import Severity
from app.models.releases.release import OUT, OWN_SYSTEM, Release, ReleaseStatus
from app.releases.rollout.state import RolloutState
from workflows.incidents import declare_incident, draft_post_mortem, publish_update
from workflows.releases.readiness import roll_back_release, start_release

PUBLIC = "Ada gangguan saat versi baru disebarkan, dan versi itu sudah dikembalikan. Layanan memakai versi sebelumnya."
PUBLIC_EN = "Something went wrong while a new version was rolled out; it was taken back. The version before serves."

log = structlog.get_logger()
Facts = Mapping[str, str]


def begin_chain(
    state: RolloutState, version: str, reason: str, at: datetime, links: tuple[str, ...] = (), *, reason_en: str = ""
) -> None:
    """Everything that is still to be done, kept with the rollout until it is done. `reason_en`: of the judge alone."""
    facts = {
        "system": state.system, "version": version, "reason": reason, "reason_en": reason_en, "at": at.isoformat()
    }  # fmt: skip
    state.pending += [{"link": link, **facts} for link in links or tuple(LINKS)]


def run_chain(state: RolloutState, say: Callable[[str], None]) -> None:
    """A link that fails stays pending and stops no other, except those that need its incident."""
    left: list[dict[str, str]] = []
    for facts in state.pending:
        try:
            done = unit_of_work(lambda session, facts=facts: LINKS[facts["link"]](session, facts))  # type: ignore[misc]
        except Exception as problem:  # noqa: BLE001  whatever it is, it is tried again and said
            log.warning("rollback.link_failed", link=facts["link"], error=str(problem))
            left.append(facts)
        else:
            say(f"{facts['link']}: {done}")
        finally:
            db.session.remove()
    state.pending = left


def _incident(session: Session, facts: Facts) -> str:
    """Its declaration calls level 1. One that a killed process has declared already is not declared again."""
    found = _find(session, facts)
    if found is None:
        (title, title_en), now = in_both_languages(_title(facts)), datetime.now(UTC)
        known: dict[str, Any] = {"title": title, "title_en": title_en}
        known |= {"description": facts["reason"], "description_en": _english(facts)}
        found = declare_incident(session, severity=Severity.SEV2, actor=None, now=now, **known)
    return f"{found.number}, level 1 dipanggil"


def _record(session: Session, facts: Facts) -> str:
    wanted = select(Release).where(Release.system == facts["system"], Release.version == facts["version"])
    release, now = session.scalars(wanted).one_or_none(), datetime.now(UTC)
    if release is None or release.status not in OUT | {ReleaseStatus.READY}:
        return "tidak ada catatan rilis yang bergulir"
    if release.status == ReleaseStatus.READY:  # the database was away while it rolled
        start_release(session, release_id=release.id, actor=None, now=now)
    values = {"reason": facts["reason"], "reason_en": _english(facts)}
    roll_back_release(session, release_id=release.id, actor=None, now=now, **values)
    return f"{release} digulung balik; pelapor bug tidak diberi tahu"


def _status_page(session: Session, facts: Facts) -> str:
    incident = _needed(session, facts)
    now = datetime.now(UTC)
    publish_update(session, incident_id=incident.id, actor=None, now=now, text=PUBLIC, text_en=PUBLIC_EN)  # type: ignore[arg-type]
    return "diberitakan"


def _post_mortem(session: Session, facts: Facts) -> str:
    incident = _needed(session, facts)
    draft = draft_post_mortem(session, incident, now=datetime.now(UTC))
    return f"draf, jatuh tempo {draft.due_date}"


def _title(facts: Facts) -> Sentence:
    name = facts["version"] if facts["system"] == OWN_SYSTEM else f"{facts['system']} {facts['version']}"
    return N_("Rilis %(name)s dikembalikan otomatis", name=name)


def _english(facts: Facts) -> str:
    return facts.get("reason_en", "")  # kept by the program before: none


def _find(session: Session, facts: Facts) -> Incident | None:
    since, title = datetime.fromisoformat(facts["at"]), in_language(_title(facts), "id")
    wanted = select(Incident).where(Incident.title == title, Incident.declared_at >= since)
    return session.scalars(wanted.order_by(Incident.id).limit(1)).one_or_none()


def _needed(session: Session, facts: Facts) -> Incident:
    found = _find(session, facts)
    if found is None:
        raise LookupError("the incident is not declared yet")
    return found


LINKS: Mapping[str, Callable[[Session, Facts], Any]] = {
    "insiden": _incident,
    "catatan rilis": _record,
    "halaman status": _status_page,
    "draf post-mortem": _post_mortem,
}

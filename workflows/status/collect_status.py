"""Everything the status page says at one moment: components with their days, incidents, maintenance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models.company import Company
from app.models.incidents.incident import (
    EntryKind,
    Incident,
    IncidentEcho,
    IncidentEntry,
    IncidentKind,
    IncidentStatus,
    PostMortem,
)
from app.models.monitoring.alarm import Severity
from app.models.monitoring.check import CheckPeriod, CheckState, PeriodKind
from app.models.status.announcement import Announcement
from app.models.status.status_page import ComponentState, MaintenanceStatus, PlannedMaintenance, StatusComponent
from app.policies.company_time import company_zone
from workflows.status.indicator import indicator, worst
from workflows.status.list_announcements import list_announcements
from workflows.status.uptime import Down, Uptime, Window, days_of, uptime
from workflows.status.windows import windows_of

DAYS, INCIDENTS = 90, 50
OF_SEVERITY = {
    Severity.SEV1: ComponentState.MAJOR,
    Severity.SEV2: ComponentState.PARTIAL,
    Severity.SEV3: ComponentState.DEGRADED,
    Severity.SEV4: ComponentState.OPERATIONAL,
}


@dataclass(frozen=True, slots=True)
class ComponentReport:
    component: StatusComponent
    state: ComponentState
    days: tuple[tuple[date, Uptime], ...]  # oldest first
    uptimes: Mapping[int, Uptime]  # by days: 1, 7, 30, 90


@dataclass(frozen=True, slots=True)
class IncidentReport:
    """A public incident with its public news, newest first. `echoes`: visitors of the last hour with the same."""

    incident: Incident
    entries: tuple[IncidentEntry, ...]
    echoes: int = 0
    post_mortem_id: int | None = None  # which of the entries it is

    @property
    def ended_silently_at(self) -> datetime | None:
        """When it ended, where no public news has said so."""
        announced = any(entry.status == IncidentStatus.RESOLVED for entry in self.entries)
        return None if announced else self.incident.resolved_at

    @property
    def changed_at(self) -> datetime:
        """When the last of its news was written or corrected, or it ended."""
        moments = [at for entry in self.entries for at in (entry.created_at, entry.edited_at) if at]
        return max(*moments, self.incident.resolved_at or moments[0])


@dataclass(frozen=True, slots=True)
class StatusReport:
    name: str
    zone: ZoneInfo
    at: datetime
    indicator: str
    components: tuple[ComponentReport, ...]
    incidents: tuple[IncidentReport, ...]
    maintenances: tuple[PlannedMaintenance, ...]
    announcements: tuple[Announcement, ...] = ()

    @property
    def unresolved(self) -> list[IncidentReport]:
        return [one for one in self.incidents if one.incident.status != IncidentStatus.RESOLVED]

    @property
    def groups(self) -> list[tuple[str, list[ComponentReport]]]:
        """By group, in the order of their first component."""
        names = dict.fromkeys(report.component.group_name for report in self.components)
        return [(name, [one for one in self.components if one.component.group_name == name]) for name in names]

    def group_in(self, name: str, locale: str) -> str:
        """The name of a group in that language: the first English that one of its components gives."""
        english = (one.component.group_name_en for one in self.components if one.component.group_name == name)
        return next(filter(None, english), name) if locale == "en" else name


def collect_status(session: Session, *, now: datetime) -> StatusReport:
    company, zone = session.get(Company, 1), ZoneInfo(company_zone(session))
    components = session.scalars(select(StatusComponent).order_by(StatusComponent.position, StatusComponent.id)).all()
    incidents = list_public_incidents(session, now)
    maintenances = list_maintenances(session, now)
    periods = _periods(session, components, now)
    reports = tuple(_report(one, periods, incidents, maintenances, zone, now) for one in components)
    states: dict[str, list[str]] = {}
    for report in reports:
        states.setdefault(report.component.group_name, []).append(report.state)
    return StatusReport(
        company.name if company else "Sigap",
        zone,
        now,
        indicator([*states.values(), *_without_component(incidents, components)]),
        reports,
        tuple(incidents),
        tuple(maintenances),
        tuple(list_announcements(session, now=now)),
    )


def _without_component(
    incidents: Sequence[IncidentReport], components: Sequence[StatusComponent]
) -> list[list[ComponentState]]:
    """Open public incidents that no component shows count for themselves, so that the page is not green over them."""
    names = {one.name for one in components}
    open_ones = [one.incident for one in incidents if one.incident.status != IncidentStatus.RESOLVED]
    return [[OF_SEVERITY[one.severity]] for one in open_ones if one.component not in names]


def list_public_incidents(session: Session, now: datetime) -> list[IncidentReport]:
    """Those that somebody has published news of; security incidents never."""
    published = select(IncidentEntry.incident_id).where(IncidentEntry.kind == EntryKind.PUBLIC)
    wanted = select(Incident).where(Incident.id.in_(published), Incident.kind != IncidentKind.SECURITY)
    incidents = session.scalars(wanted.order_by(Incident.id.desc()).limit(INCIDENTS)).all()
    news = select(IncidentEntry).where(
        IncidentEntry.incident_id.in_([one.id for one in incidents]), IncidentEntry.kind == EntryKind.PUBLIC
    )
    by_incident: dict[int, list[IncidentEntry]] = {}
    for entry in session.scalars(news.order_by(IncidentEntry.happened_at.desc(), IncidentEntry.id.desc())):
        by_incident.setdefault(entry.incident_id, []).append(entry)
    ids = [one.id for one in incidents]
    learned = select(PostMortem.incident_id, PostMortem.public_entry_id).where(PostMortem.incident_id.in_(ids))
    post_mortems = {row[0]: row[1] for row in session.execute(learned)}
    echoes = _echoes(session, ids, now)
    return [
        IncidentReport(one, tuple(by_incident[one.id]), echoes.get(one.id, 0), post_mortems.get(one.id))
        for one in incidents
    ]


def _echoes(session: Session, incident_ids: Sequence[int], now: datetime) -> dict[int, int]:
    recent = select(IncidentEcho.incident_id, func.count()).where(
        IncidentEcho.incident_id.in_(incident_ids), IncidentEcho.created_at > now - timedelta(hours=1)
    )
    return {row[0]: row[1] for row in session.execute(recent.group_by(IncidentEcho.incident_id))}


def list_maintenances(session: Session, now: datetime) -> list[PlannedMaintenance]:
    recent = PlannedMaintenance.ends_at > now - timedelta(days=DAYS + 1)
    kept = select(PlannedMaintenance).where(recent, PlannedMaintenance.status != MaintenanceStatus.CANCELLED)
    return list(session.scalars(kept.order_by(PlannedMaintenance.starts_at)))


def _periods(session: Session, components: Sequence[StatusComponent], now: datetime) -> dict[int, list[CheckPeriod]]:
    since = now - timedelta(days=DAYS + 1)
    wanted = select(CheckPeriod).where(
        CheckPeriod.check_id.in_([one.check_id for one in components if one.check_id]),
        (CheckPeriod.ended_at.is_(None)) | (CheckPeriod.ended_at > since),
    )
    found: dict[int, list[CheckPeriod]] = {}
    for period in session.scalars(wanted):
        found.setdefault(period.check_id, []).append(period)
    return found


def _report(
    component: StatusComponent,
    periods: Mapping[int, Sequence[CheckPeriod]],
    incidents: Sequence[IncidentReport],
    maintenances: Sequence[PlannedMaintenance],
    zone: ZoneInfo,
    now: datetime,
) -> ComponentReport:
    own = periods.get(component.check_id or 0, ())
    born = component.created_at
    downs = [Down(one.started_at, one.ended_at or now) for one in own if one.kind == PeriodKind.DOWN]
    out: list[Window] = [(one.started_at, one.ended_at or now) for one in own if one.kind == PeriodKind.NO_DATA]
    out += windows_of(maintenances, component.id)

    def of(window: Window) -> Uptime:
        first, last = max(window[0], born), min(window[1], now)
        return uptime((first, last), downs, out) if first < last else Uptime(timedelta(), timedelta())

    today = now.astimezone(zone).date()
    days = tuple((day, of(window)) for day, window in days_of(zone, last=today, count=DAYS))
    uptimes = {count: of((now - timedelta(days=count), now)) for count in (1, 7, 30, 90)}
    return ComponentReport(component, state_of(component, incidents, maintenances, now), days, uptimes)


def state_of(
    component: StatusComponent,
    incidents: Sequence[IncidentReport],
    maintenances: Sequence[PlannedMaintenance],
    now: datetime,
) -> ComponentState:
    """The worst of what its check, a person and public incidents say; maintenance only where nothing is worse."""
    states = [str(ComponentState.OPERATIONAL)]
    if any(component.id in one.component_ids and one.status == MaintenanceStatus.IN_PROGRESS for one in maintenances):
        states.append(ComponentState.UNDER_MAINTENANCE)
    elif component.check is not None and component.check.status == CheckState.DOWN:
        states.append(ComponentState.MAJOR)
    if component.hand_until is None or component.hand_until > now:
        states.append(component.hand_state)
    states += [
        OF_SEVERITY[one.incident.severity]
        for one in incidents
        if one.incident.component == component.name and one.incident.status != IncidentStatus.RESOLVED
    ]
    return ComponentState(worst(states))

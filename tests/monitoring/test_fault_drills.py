"""What breaks is found, called, shown, ended and drafted by Sigap itself: all kinds at once, and as a drill for real."""

import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import requests
import time_machine
from sqlalchemy import create_engine, func, make_url, select, text, update
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.jobs.incidents import watch_incidents
from app.jobs.monitoring.run_checks import run_checks
from app.jobs.status.write_status import write_status
from app.models.accounts.user import Role
from app.models.incidents.incident import Incident, IncidentStatus
from app.models.messaging.outbox import Channel, Delivery, DeliveryStatus, OutboxMessage
from app.models.monitoring.alarm import Alarm, AlarmStatus
from app.models.monitoring.check import Check, CheckState
from app.models.on_call.escalation import EscalationCall
from app.models.on_call.schedule import OnCallLayer
from app.models.status.status_page import StatusComponent
from tests.factories import NOW, make_company, make_user
from tests.monitoring.factories import MINUTE
from tests.monitoring.faults import Page, expired_certificate, fill_up, small_disk
from tests.support.isolation import build_app
from tests.support.programs.live import Site
from workflows.incidents import read_post_mortem_draft
from workflows.monitoring import make_check

FAULTS = ("certificate", "disk", "provider", "worker")


PATIENT = {"interval_seconds": 60, "timeout_seconds": 10, "success_threshold": 2, "grace_seconds": 300, "options": {}}


def set_up(session: Session, provider: Page, tls_port: int, at, **given) -> None:
    """A check and a component of the status page for each fault, and somebody on call."""
    make_company(session)
    dimas = make_user(session, "Dimas", Role.DEVOPS)
    session.add(
        OnCallLayer(
            level=1, name="L1", people=[dimas.id], started_at=at - timedelta(days=1), from_hour=0, until_hour=24
        )
    )
    targets = {
        "certificate": {"kind": "HTTP", "target": f"https://127.0.0.1:{tls_port}/", "options": {"certificate_days": 7}},
        "disk": {"kind": "DISK", "target": ""},
        "provider": {"kind": "HTTP", "target": f"{provider.url}/", "timeout_seconds": 1},
        "worker": {"kind": "QUEUE_AGE", "target": "", "options": {"limit": 20}},
    }
    for place, name in enumerate(FAULTS):
        check = make_check(session, actor=None, now=at, name=name, **{**PATIENT, **given, **targets[name]})
        session.add(StatusComponent(name=f"K {name}", position=place, check_id=check.id))
    session.flush()


def leave_a_message(session: Session, at) -> None:
    """No worker sends it."""
    event = OutboxMessage(kind="contact.reply", payload={}, due_at=at, status="ADDRESSED")
    session.add(event)
    session.flush()
    facts = {"channel": Channel.EMAIL, "status": DeliveryStatus.QUEUED, "due_at": at, "idempotency_key": "left"}
    session.add(Delivery(message_id=event.id, kind=event.kind, **facts))


def incidents(session: Session) -> dict[str, Incident]:
    """By the name of the check that found it."""
    session.expire_all()
    of_check = Alarm.fingerprint == func.concat("check:", Check.id)
    found = select(Check.name, Incident).select_from(Alarm).join(Check, of_check)
    return dict(session.execute(found.join(Incident, Incident.id == Alarm.incident_id)).tuples().all())


def test_every_fault_is_found_called_shown_ended_and_drafted(committed_database: str, redis_url: str, tmp_path: Path):
    """Real probes of real faults; fifteen quiet minutes pass by the frozen clock."""
    engine = create_engine(committed_database)
    with (
        small_disk(tmp_path / "disk") as disk,
        expired_certificate(tmp_path) as tls_port,
        Page() as provider,
        Session(engine) as session,
    ):
        app = build_app(engine, redis_url, disk, check_allowed_targets="127.0.0.1")
        set_up(session, provider, tls_port, NOW, failure_threshold=2)
        leave_a_message(session, NOW - MINUTE)
        session.commit()
        ballast, provider.delay = fill_up(disk), 1.1

        def live(minute: int) -> None:
            with time_machine.travel(NOW + minute * MINUTE, tick=False), app.app_context():
                run_checks()
                watch_incidents()

        for minute in range(1, 5):  # their starts are spread over the first
            live(minute)
        found = incidents(session)
        assert sorted(found) == sorted(FAULTS)
        assert {one.status for one in found.values()} == {IncidentStatus.DETECTED}
        assert len(session.scalars(select(EscalationCall)).all()) == len(FAULTS)
        ballast.unlink()
        with time_machine.travel(NOW + 4 * MINUTE, tick=False), app.app_context():
            write_status()
        page = (app.config["SETTINGS"].status_folder / "api/v2/components.json").read_text()
        assert page.count('"major_outage"') == len(FAULTS)
        provider.delay = 0.0
        session.execute(update(Delivery).values(status=DeliveryStatus.SENT))
        session.execute(update(Check).where(Check.name == "certificate").values(target=f"{provider.url}/", options={}))
        session.commit()
        for minute in (5, 6, 7, 8, 9, 26):
            live(minute)
        found = incidents(session)
        assert {name: one.status for name, one in found.items()} == dict.fromkeys(FAULTS, IncidentStatus.RESOLVED)
        assert all(read_post_mortem_draft(session, one)["summary"] for one in found.values())
        assert {one.status for one in session.scalars(select(Alarm))} == {AlarmStatus.RESOLVED}
    engine.dispose()


def until(what: Callable[[], object], seconds: float = 120) -> float:
    """The seconds it took."""
    began = time.monotonic()
    while not what():
        assert time.monotonic() - began < seconds, "it never happened"
        time.sleep(0.3)
    return time.monotonic() - began


@pytest.mark.drill
def test_drill_faults_of_the_running_product(site: Site, tmp_path: Path) -> None:
    """A worker killed, the disk filled, a certificate expired, a provider that hangs, the database away; times printed."""
    site.extra["CHECK_ALLOWED_TARGETS"] = "127.0.0.1"
    with (
        small_disk(site.folder / "instance", "64m") as disk,
        expired_certificate(tmp_path) as tls_port,
        Page() as provider,
    ):
        with site.session() as session:
            set_up(session, provider, tls_port, utc_now(), interval_seconds=10, timeout_seconds=5, failure_threshold=2)
        site.start_web(1)
        site.start("scheduler", sys.executable, "-m", "app.scheduler")
        site.start_worker("default", "slow")
        messages = site.start_worker("messages")
        told = {}

        def state(names: tuple[str, ...], wanted: CheckState) -> bool:
            with site.session() as session:
                found = session.scalars(select(Check.status).where(Check.name.in_(names))).all()
                return set(found) == {wanted}

        def called() -> bool:
            with site.session() as session:
                return len(session.scalars(select(EscalationCall)).all()) >= len(FAULTS)

        def shown(word: str, count: int) -> bool:
            answer = requests.get(f"{site.url}/status/api/v2/components.json", timeout=10)
            return answer.ok and answer.text.count(f'"{word}"') >= count

        well = ("disk", "provider", "worker")
        until(lambda: state(well, CheckState.UP))
        messages.kill()
        with site.session() as session:
            leave_a_message(session, utc_now())
        ballast, provider.delay = fill_up(disk), 8.0
        told["found"] = until(lambda: state(FAULTS, CheckState.DOWN))
        told["called"] = until(called)
        ballast.unlink()
        # a full disk takes no new page: it is emptied first, and may be well before the page is written
        told["shown"] = until(lambda: shown("major_outage", len(FAULTS) - 1))
        provider.delay = 0.0
        site.start_worker("messages")
        with site.session() as session:
            session.execute(update(Delivery).where(Delivery.idempotency_key == "left").values(status="SENT"))
            mended = {"target": f"{provider.url}/", "options": {}}
            session.execute(update(Check).where(Check.name == "certificate").values(**mended))
        told["well again"] = until(lambda: state(FAULTS, CheckState.UP))
        told["ended"] = until(lambda: all_ended(site))
        told["shown as well"] = until(lambda: shown("operational", len(FAULTS)))
        told |= database_away(site)
        with site.session() as session:
            assert all(read_post_mortem_draft(session, one)["summary"] for one in incidents(session).values())
        for name, seconds in told.items():
            print(f"{name}: {seconds:.1f} s")  # noqa: T201


MOMENTS = ("impact_started_at", "declared_at", "quiet_since")


def all_ended(site: Site) -> bool:
    """An incident that has begun to count its fifteen quiet minutes becomes twenty minutes older as a whole."""
    with site.session() as session:
        older = {name: getattr(Incident, name) - timedelta(minutes=20) for name in MOMENTS}
        session.execute(
            update(Incident).where(Incident.quiet_since > utc_now() - timedelta(minutes=15)).values(**older)
        )
        return {one.status for one in incidents(session).values()} == {IncidentStatus.RESOLVED}


def database_away(site: Site) -> dict[str, float]:
    """Nobody is let in for a while: the status page stays, readiness says no; both are well again by themselves."""
    url = make_url(site.database_url)
    name, owner = url.database, create_engine(url.set(database="postgres"), isolation_level="AUTOCOMMIT")
    with owner.connect() as connection:
        connection.execute(text(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false'))
        connection.execute(
            text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :n"), {"n": name}
        )
        away = until(lambda: requests.get(f"{site.url}/readyz", timeout=30).status_code == 503)
        assert requests.get(f"{site.url}/status/", timeout=10).status_code == 200
        time.sleep(10)
        connection.execute(text(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true'))
    owner.dispose()
    back = until(lambda: requests.get(f"{site.url}/readyz", timeout=30).status_code == 200)
    return {"database missed": away, "database back": back}

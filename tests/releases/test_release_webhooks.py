"""Other systems hear of each step of a release: which system and version, how far, and where the rest is told."""

from pathlib import Path

from flask import Flask
from sqlalchemy.orm import Session

from app.models.accounts.user import Role
from app.models.facts import ALL_FACTS
from app.models.releases.release import Release, ReleaseStatus
from tests.factories import NOW, make_admin, make_user
from tests.standins.subscriber import SubscriberStandIn
from tests.webhooks.conftest import hooked, relay, subscriber  # noqa: F401  fixtures
from workflows.releases.after_release import write_retrospective
from workflows.releases.readiness import (
    finish_release,
    promote_release,
    put_live,
    roll_back_release,
    start_release,
)
from workflows.webhooks import make_endpoint, secret_of

RELEASE_FACTS = [fact for fact in ALL_FACTS if fact.startswith("release.")]


def subscribe(app: Flask, session: Session, at: SubscriberStandIn) -> None:
    made = make_endpoint(
        session,
        name="CI",
        url=f"{at.url}/rilis",
        facts=RELEASE_FACTS,
        loopback=True,
        actor=make_admin(session),
        now=NOW,
    )
    at.secret = secret_of(app.config["SETTINGS"].secret_key, endpoint_id=made.id, version=1)
    session.commit()


def ready(session: Session, version: str) -> Release:
    release = Release(system="widi", version=version, status=ReleaseStatus.READY)
    session.add(release)
    session.flush()
    return release


def test_each_step_is_told_with_system_version_and_share(
    hooked: Flask,  # noqa: F811
    session: Session,
    subscriber: SubscriberStandIn,  # noqa: F811
) -> None:
    subscribe(hooked, session, subscriber)
    nadia = make_user(session, "Nadia", Role.DEVOPS)
    release, known = ready(session, "1.0.0"), {"actor": nadia, "now": NOW}
    start_release(session, release_id=release.id, **known)
    relay(hooked, session)
    for _ in range(3):
        promote_release(session, release_id=release.id, **known)
    put_live(session, release_id=release.id, **known)
    finish_release(session, release_id=release.id, verdict="baik", **known)
    write_retrospective(session, release_id=release.id, went_well="a", went_badly="b", **known)
    bad = ready(session, "1.1.0")
    start_release(session, release_id=bad.id, **known)
    roll_back_release(session, release_id=bad.id, reason="galat", **known)
    relay(hooked, session)
    told = [(one["type"], one["data"]["version"]) for one in subscriber.received]
    assert sorted(told) == [
        ("release.finished", "1.0.0"),
        ("release.live", "1.0.0"),
        ("release.prepared", "1.0.0"),
        ("release.prepared", "1.1.0"),
        *[("release.promoted", "1.0.0")] * 3,
        ("release.retrospective_written", "1.0.0"),
        ("release.rolled_back", "1.1.0"),
        ("release.started", "1.0.0"),
        ("release.started", "1.1.0"),
    ]
    first = next(one for one in subscriber.received if one["type"] == "release.started")
    assert first["data"] | {"url": ""} == {
        "id": release.id,
        "system": "widi",
        "version": "1.0.0",
        "percent": 10,
        "status": "ROLLING",
        "was": "READY",
        "url": "",
    }
    assert first["data"]["url"].endswith(f"/api/v1/releases/{release.id}")


def test_the_guide_names_every_fact_of_a_release() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "operations.md").read_text()
    assert [fact for fact in RELEASE_FACTS if f"`{fact}`" not in guide] == []

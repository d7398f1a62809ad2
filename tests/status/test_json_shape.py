"""Every object of the public JSON has the keys and types of Statuspage's, in their order, and the true states."""

import json
import re
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from app.models.incidents.incident import Incident, IncidentEntry, IncidentStatus
from app.models.monitoring.alarm import Severity
from app.models.status.status_page import ComponentState
from tests.factories import NOW
from tests.monitoring.factories import MINUTE
from tests.monitoring.test_checks_run import look
from tests.status.conftest import publish
from workflows.incidents import VERBS, publish_update
from workflows.status import MAINTENANCE_VERBS, plan_maintenance, sweep_maintenance

MOMENT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d"
IDENTITY, DAY = r"[0-9a-z]{8,}", r"\d{4}-\d\d-\d\d"
STATES = "operational|degraded_performance|partial_outage|major_outage|under_maintenance"
PAGE = {"id": IDENTITY, "name": ".+", "url": "https?://.+", "time_zone": r"\w+/\w+", "updated_at": MOMENT}
COMPONENT = {
    "id": IDENTITY, "name": ".+", "status": STATES, "created_at": MOMENT, "updated_at": MOMENT, "position": int,
    "description": None, "showcase": bool, "start_date": DAY, "group_id": IDENTITY, "page_id": IDENTITY, "group": bool,
    "only_show_if_degraded": bool,
}  # fmt: skip
UPDATE = {
    "id": IDENTITY, "status": ".+", "body": ".+", "incident_id": IDENTITY, "created_at": MOMENT, "updated_at": MOMENT,
    "display_at": MOMENT, "affected_components": list, "deliver_notifications": bool, "custom_tweet": None,
    "tweet_id": None,
}  # fmt: skip
INCIDENT = {
    "id": IDENTITY, "name": ".+", "status": "investigating|identified|monitoring|resolved|postmortem",
    "created_at": MOMENT, "updated_at": MOMENT, "monitoring_at": MOMENT, "resolved_at": MOMENT,
    "impact": "none|minor|major|critical", "shortlink": "https?://.+", "started_at": MOMENT, "page_id": IDENTITY,
    "incident_updates": list, "components": list, "reminder_intervals": None,
}  # fmt: skip
PLAN = INCIDENT | {
    "status": "scheduled|in_progress|verifying|completed", "impact": "maintenance", "scheduled_for": MOMENT,
    "scheduled_until": MOMENT,
}  # fmt: skip
OPTIONAL = {"description", "group_id", "monitoring_at", "resolved_at", "affected_components"}


def assert_shape(found, shape):
    """The same keys in the same order; each value of its type or pattern, None where it may be."""
    assert list(found) == list(shape)
    for key, wanted in shape.items():
        value = found[key]
        if value is None and (wanted is None or key in OPTIONAL):
            continue
        assert wanted is not None, (key, value)
        assert re.fullmatch(wanted, value) if isinstance(wanted, str) else type(value) is wanted, (key, value)


def assert_told(one, shape, update_status):
    assert_shape(one, shape)
    for update in one["incident_updates"]:
        assert_shape(update, UPDATE)
        assert re.fullmatch(update_status, update["status"])
        for affected in update["affected_components"] or ():
            assert_shape(affected, {"code": IDENTITY, "name": ".+", "old_status": STATES, "new_status": STATES})
    for leaf in one["components"]:
        assert_shape(leaf, COMPONENT)


@pytest.fixture
def plan(session, rani, checked_portal):
    return plan_maintenance(
        session, title="Ganti disk", text="Sebentar", component_ids=[checked_portal.id], starts_at=NOW + 60 * MINUTE,
        ends_at=NOW + 90 * MINUTE, actor=rani, now=NOW,
    )  # fmt: skip


def read(folder, name):
    return json.loads((folder / "api" / "v2" / name).read_text())


def test_every_object_of_every_answer_has_its_keys_in_their_order_and_form(session, rani, plan, copy):
    publish(session, rani)
    ended = publish(session, rani, title="Sudah selesai")
    VERBS["watch"](session, incident_id=ended.id, actor=rani, now=NOW, note="")
    publish_update(session, incident_id=ended.id, actor=rani, now=NOW, text="Diperhatikan")
    VERBS["resolve"](session, incident_id=ended.id, actor=rani, now=NOW, outcome="x")
    publish_update(session, incident_id=ended.id, actor=rani, now=NOW, text="Selesai")
    folder = copy()
    answers = {path.relative_to(folder / "api/v2").as_posix() for path in (folder / "api/v2").rglob("*.json")}
    assert answers == {
        "summary.json", "status.json", "components.json", "incidents.json", "incidents/unresolved.json",
        "scheduled-maintenances.json", "scheduled-maintenances/upcoming.json", "scheduled-maintenances/active.json",
    }  # fmt: skip
    for name in answers:
        found = read(folder, name)
        assert_shape(found["page"], PAGE)
        if "status" in found:
            assert_shape(found["status"], {"indicator": "none|minor|major|critical|maintenance", "description": ".+"})
        for one in found.get("components", ()):
            assert_shape(one, COMPONENT | ({"components": list} if one["group"] else {}))
        for one in found.get("incidents", ()):
            assert_told(one, INCIDENT, INCIDENT["status"])
        for one in found.get("scheduled_maintenances", ()):
            assert_told(one, PLAN, PLAN["status"])
    assert [one["name"] for one in read(folder, "incidents/unresolved.json")["incidents"]] == ["Pembayaran gagal"]
    assert len(read(folder, "incidents.json")["incidents"]) == 2


def states(folder):
    """Of the newest incident's updates, oldest first."""
    told = read(folder, "incidents.json")["incidents"][0]["incident_updates"]
    affected = [one["affected_components"] for one in reversed(told)]
    return [(one[0]["old_status"], one[0]["new_status"]) if one else None for one in affected]


def test_each_update_says_what_the_component_was_before_and_is_with_it(session, rani, checked_portal, copy):
    incident = publish(session, rani)
    assert states(copy()) == [("operational", "partial_outage")]
    VERBS["set_severity"](session, incident_id=incident.id, actor=rani, now=NOW, severity=Severity.SEV1, reason="Naik")
    publish_update(session, incident_id=incident.id, actor=rani, now=NOW + MINUTE, text="Memburuk")
    VERBS["resolve"](session, incident_id=incident.id, actor=rani, now=NOW + 2 * MINUTE, outcome="x")
    publish_update(session, incident_id=incident.id, actor=rani, now=NOW + 2 * MINUTE, text="Selesai")
    assert states(copy()) == [
        ("operational", "partial_outage"), ("partial_outage", "major_outage"), ("major_outage", "operational"),
    ]  # fmt: skip


def test_former_state_of_first_news_is_the_one_that_a_check_or_person_had_set(session, rani, checked_portal, copy):
    checked_portal.hand_state = ComponentState.DEGRADED
    session.flush()
    publish(session, rani)
    assert states(copy()) == [("degraded_performance", "partial_outage")]
    look(session, checked_portal.check, "DDD")
    publish(session, rani, title="Satu lagi")
    assert states(copy()) == [("major_outage", "major_outage")]


def test_news_of_no_component_or_from_before_states_were_written_names_none(session, rani, checked_portal, copy):
    publish(session, rani, component="")
    assert states(copy()) == [None]
    publish(session, rani)
    for entry in session.scalars(select(IncidentEntry)):
        entry.state_before = entry.state_after = None
    assert states(copy()) == [None]


def test_post_mortem_is_the_last_word_and_changes_no_state(session, rani, checked_portal, copy):
    incident = publish(session, rani)
    VERBS["resolve"](session, incident_id=incident.id, actor=rani, now=NOW, outcome="x")
    write = {"root_cause": "Disk", "summary": "Disk penuh"}
    VERBS["write_post_mortem"](session, incident_id=incident.id, actor=rani, now=NOW, **write)
    VERBS["publish_post_mortem"](session, incident_id=incident.id, actor=rani, now=NOW + MINUTE, text="Disk penuh")
    folder = copy()
    [told] = read(folder, "incidents.json")["incidents"]
    assert (told["status"], told["incident_updates"][0]["status"]) == ("postmortem", "postmortem")
    assert session.get_one(Incident, incident.id).status == IncidentStatus.RESOLVED
    assert states(folder)[-1] == ("partial_outage", "operational")


@pytest.mark.parametrize(
    ("minutes", "verified", "status", "told"),
    [
        (59, False, "scheduled", ["scheduled"]),
        (60, False, "in_progress", ["in_progress", "scheduled"]),
        (60, True, "verifying", ["verifying", "in_progress", "scheduled"]),
        (90, True, "completed", ["completed", "verifying", "in_progress", "scheduled"]),
        (90, False, "completed", ["completed", "in_progress", "scheduled"]),
    ],
)
def test_maintenance_is_told_phase_by_phase(session, rani, plan, copy, minutes, verified, status, told):
    at = NOW + timedelta(minutes=minutes)
    sweep_maintenance(session, now=min(at, NOW + 60 * MINUTE))
    if verified:
        MAINTENANCE_VERBS["verify"](session, maintenance_id=plan.id, actor=rani, now=NOW + 70 * MINUTE)
    sweep_maintenance(session, now=at)
    with time_machine.travel(at, tick=False):
        folder = copy()
    [found] = read(folder, "scheduled-maintenances.json")["scheduled_maintenances"]
    assert (found["status"], [one["status"] for one in found["incident_updates"]]) == (status, told)
    assert len({one["id"] for one in found["incident_updates"]}) == len(told)
    active = read(folder, "scheduled-maintenances/active.json")["scheduled_maintenances"]
    assert bool(active) is (status in {"in_progress", "verifying"})
    assert_told(found, PLAN, PLAN["status"])
    words = (folder / "index.html").read_text()
    assert ("hasilnya sedang diperiksa" in words) is (status == "verifying")

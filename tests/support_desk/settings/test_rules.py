"""Rules say where a new ticket goes: the first that fits decides, and only once somebody has seen what it would do."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from app.core.clock import utc_now
from app.core.errors import Invalid
from app.models.accounts.user import Role
from app.models.audit.audit_log import AuditEntry
from app.models.messaging.outbox import OutboxMessage
from app.models.support.settings.rules import SupportRule, SupportRuleHit
from app.models.support.settings.service_plan import SupportSettings
from app.models.support.settings.team import SupportTeam
from app.models.support.ticket import SupportStatus, TicketKind
from app.policies.service_levels.rule_match import TicketFacts, fits
from app.policies.service_levels.working_time import is_working
from app.policies.visibility import support_visible_to
from tests.factories import make_company, make_cs, make_customer, make_user
from tests.support.logins import log_in
from tests.support.walking.posting import decide, post
from tests.support_desk.clocks.calendars import A_WIT, A, C, N, at
from tests.support_desk.desk import fresh, make_ticket
from workflows.support import (
    activate_rule,
    escalate_forgotten,
    move_rule_down,
    move_rule_up,
    note_ticket,
    preview_rule,
    put_aside_ticket,
    save_rule,
    save_team,
    stop_rule,
    tag_ticket,
    take_support_ticket,
)

NOTHING = {"kind": None, "source": None, "locale": None, "hours": None, "tag": "", "words": "", "customer_id": None}
TICKET = TicketFacts("COMPLAINT", "WHATSAPP", "en", ["bocor"], 7, "AC Bocor, menetes deras!", working=False)


@pytest.mark.parametrize(
    ("asked", "does"),
    [
        ({}, True),
        ({"customer_id": 7}, True),
        ({"customer_id": 8}, False),
        ({"hours": "OUTSIDE"}, True),
        ({"hours": "WITHIN"}, False),
        ({"kind": "COMPLAINT", "locale": "en"}, True),
        ({"kind": "COMPLAINT", "locale": "id"}, False),
        ({"kind": "PROBLEM"}, False),
        ({"source": "EMAIL"}, False),
        ({"source": "WHATSAPP"}, True),
        ({"tag": "ac"}, False),
        ({"tag": "bocor"}, True),
        ({"words": "bocor"}, True),
        ({"words": "ocor"}, False),
        ({"words": "panas, MENETES  Deras"}, True),
        ({"words": "panas"}, False),
    ],
)
def test_a_rule_fits_when_everything_it_asks_holds(asked, does):
    assert fits(SimpleNamespace(**{**NOTHING, **asked}), TICKET) is does


@pytest.mark.parametrize(
    ("calendar", "moment", "works"),
    [
        (A, "2026-11-30 07:59", False),
        (A, "2026-11-30 08:00", True),
        (A, "2026-11-30 08:01", True),
        (A, "2026-11-30 11:59", True),
        (A, "2026-11-30 12:00", False),
        (A, "2026-12-25 09:00", False),
        (A_WIT, "2026-11-30 06:00", True),
        (C, "2026-12-25 00:00", True),
        (N, "2026-11-30 23:59", True),
    ],
)
def test_hours_are_those_of_the_calendar_in_its_zone(calendar, moment, works):
    assert is_working(calendar, at(moment)) is works


@pytest.fixture
def dewi(session):
    make_company(session)
    return make_cs(session)


def make_rule(session, dewi, name="Keluhan", *, active=True, **given):
    if not {"team_id", "assignee_id"} & given.keys():
        team = save_team(session, SupportTeam(), name=f"Tim {name}", member_ids=[dewi.id], is_active=True)
        given["team_id"] = team.id
    columns = {
        **{key: value for key, value in NOTHING.items() if key != "customer_id"},
        "assignee_id": None,
        "team_id": None,
    }
    saved = {**columns, **given, "actor": dewi, "now": utc_now()}
    rule = save_rule(session, SupportRule(), name=name, customer="", **saved)
    return activate_rule(session, rule_id=rule.id, actor=dewi, now=utc_now()) if active else rule


def test_the_first_active_rule_that_fits_decides_and_is_logged(session, dewi):
    make_rule(session, dewi, "Dicoba saja", active=False)
    first = make_rule(session, dewi, "Keluhan", kind=TicketKind.COMPLAINT)
    rest = make_rule(session, dewi, "Sisanya")
    complaint = make_ticket(session, at=utc_now(), kind=TicketKind.COMPLAINT)
    problem = make_ticket(session, at=utc_now())
    assert (complaint.team_id, problem.team_id) == (first.team_id, rest.team_id)
    hits = session.execute(select(SupportRuleHit.rule_id, SupportRuleHit.ticket_id)).all()
    assert sorted(hits) == sorted([(first.id, complaint.id), (rest.id, problem.id)])


def test_a_rule_gives_the_ticket_to_its_person_who_is_told(session, dewi):
    lia = make_user(session, "Lia", Role.SUPPORT)
    make_rule(session, dewi, assignee_id=lia.id)
    ticket = fresh(session, make_ticket(session, at=utc_now()))
    assert (ticket.assignee_id, ticket.status) == (lia.id, SupportStatus.ASSIGNED)
    assert session.scalar(select(OutboxMessage.payload).where(OutboxMessage.kind == "ticket.assigned")) == {
        "ticket_id": ticket.id,
        "user_id": lia.id,
    }


def test_somebody_who_has_left_is_given_nothing(session, dewi):
    lia = make_user(session, "Lia", Role.SUPPORT)
    rule = make_rule(session, dewi, assignee_id=lia.id)
    lia.status = "INACTIVE"
    session.flush()
    ticket = fresh(session, make_ticket(session, at=utc_now()))
    assert (ticket.assignee_id, ticket.status) == (None, SupportStatus.NEW)
    assert session.scalar(select(SupportRuleHit.rule_id)) == rule.id


def test_a_security_ticket_is_left_to_its_readers(session, dewi):
    make_rule(session, dewi)
    assert make_ticket(session, at=utc_now(), kind=TicketKind.SECURITY).team_id is None


def test_a_tag_given_later_fires_its_rule_once(session, dewi):
    rule = make_rule(session, dewi, tag="bocor")
    ticket = make_ticket(session, at=utc_now())
    assert ticket.team_id is None
    for tags in ("bocor", "bocor, ac"):
        tagged = tag_ticket(session, ticket_id=ticket.id, actor=dewi, tags=tags, now=utc_now())
    assert tagged.team_id == rule.team_id
    assert len(session.scalars(select(SupportRuleHit.id)).all()) == 1


def test_a_changed_rule_has_no_effect_until_it_is_tried_again(session, dewi):
    rule = make_rule(session, dewi)
    asked = {key: value for key, value in NOTHING.items() if key != "customer_id"}
    columns = {**asked, "assignee_id": None, "actor": dewi, "now": utc_now()}
    save_rule(session, rule, name=rule.name, customer="", team_id=rule.team_id, **columns)
    assert rule.status == "DRAFT"
    told = select(AuditEntry.actor_id).where(AuditEntry.thing == "support_rules", AuditEntry.action == "stop")
    assert session.scalars(told).all() == [dewi.id]
    assert make_ticket(session, at=utc_now()).team_id is None
    with pytest.raises(Invalid):
        save_rule(session, rule, name="Ke mana-mana", customer="", team_id=None, **columns)


def test_rules_change_places_with_their_neighbours(session, dewi):
    rules = [make_rule(session, dewi, name) for name in ("A", "B", "C")]

    def order():
        session.expire_all()
        return session.scalars(select(SupportRule.name).order_by(SupportRule.position)).all()

    given = {"actor": dewi, "now": utc_now()}
    move_rule_up(session, rule_id=rules[2].id, **given)
    assert order() == ["A", "C", "B"]
    move_rule_up(session, rule_id=rules[0].id, **given)
    move_rule_down(session, rule_id=rules[1].id, **given)
    assert order() == ["A", "C", "B"]
    move_rule_down(session, rule_id=rules[0].id, **given)
    assert order() == ["C", "A", "B"]


def test_a_rule_is_tried_on_the_latest_tickets(session, dewi):
    rest = make_rule(session, dewi, "Sisanya")
    complaint = make_ticket(session, at=utc_now(), kind=TicketKind.COMPLAINT)
    make_ticket(session, at=utc_now(), kind=TicketKind.SECURITY)
    rule = make_rule(session, dewi, "Keluhan", active=False, kind=TicketKind.COMPLAINT)
    rule.position = 0
    session.flush()
    tried = preview_rule(session, rule, visible=support_visible_to(dewi))
    assert [(one.ticket, one.now, one.then) for one in tried] == [(complaint, rest, rule)]
    stop_rule(session, rule_id=rest.id, actor=dewi, now=utc_now())
    assert [one.now for one in preview_rule(session, rule, visible=support_visible_to(dewi))] == [None]


def test_the_page_of_a_rule_shows_its_sentence_and_its_sample(session, client, dewi):
    log_in(client, dewi)
    customer, ticket = make_customer(session), make_ticket(session, at=utc_now(), kind=TicketKind.COMPLAINT)
    team = save_team(session, SupportTeam(), name="Servis", member_ids=[], is_active=True)
    answers = {"name": "Keluhan servis", "kind": "COMPLAINT", "words": "bocor", "team_id": str(team.id)}
    made = post(client, "/admin/support_rules/new/", {**answers, "customer": customer.code})
    assert made.status_code == 302
    rule = session.scalars(select(SupportRule)).one()
    assert (rule.customer_id, rule.status) == (customer.id, "DRAFT")
    rule.customer_id = None
    session.flush()
    details = f"/admin/support_rules/details/?id={rule.id}"
    html = client.get(details).text
    assert "Jika Keluhan dan berisi bocor: tim Servis." in html
    assert ticket.number in html
    decide(client, details, "activate")
    again = make_ticket(session, at=utc_now(), kind=TicketKind.COMPLAINT)
    assert "Keluhan servis" in client.get(f"/admin/support/details/?id={again.id}").text


def test_a_ticket_that_nobody_touches_is_escalated_once_in_working_hours(session, dewi):
    session.get_one(SupportSettings, 1).forgotten_hours = 8
    start = at("2026-11-16 09:00")
    ticket, asleep = make_ticket(session, at=start), make_ticket(session, at=start)
    put_aside_ticket(session, ticket_id=asleep.id, actor=dewi, until=start + timedelta(days=30), now=start)
    for one in (ticket, asleep):
        one.updated_at = start
    session.flush()
    assert escalate_forgotten(session, now=at("2026-11-17 08:59")) == 0
    assert escalate_forgotten(session, now=at("2026-11-17 09:00")) == 1
    assert escalate_forgotten(session, now=at("2026-11-18 09:00")) == 0
    told = session.scalars(select(OutboxMessage.payload).where(OutboxMessage.kind == "ticket.forgotten")).all()
    assert told == [{"ticket_id": ticket.id}]
    take_support_ticket(session, ticket_id=ticket.id, actor=dewi, now=utc_now())
    note_ticket(session, ticket_id=ticket.id, actor=dewi, text="Menunggu suku cadang", now=utc_now())
    assert escalate_forgotten(session, now=utc_now() + timedelta(hours=1)) == 0
    assert escalate_forgotten(session, now=utc_now() + timedelta(days=7)) == 1


def test_nothing_is_escalated_where_nobody_asked_for_it(session, dewi):
    make_ticket(session, at=at("2026-11-02 09:00")).updated_at = at("2026-11-02 09:00")
    session.flush()
    assert escalate_forgotten(session, now=utc_now()) == 0

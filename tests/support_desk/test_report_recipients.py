"""The month's PDF goes to named addresses whose owners said yes, until they say no."""

import pytest
from sqlalchemy import select

from app.core.crypto.derived_secrets import MARK, derived
from app.core.errors import Invalid
from app.http.pages.links.report_link import read_report, report_link, report_stop_path
from app.http.security.secret_keys import derivation_key
from app.jobs.documents.support_month import draw_support_month
from app.jobs.outbox.relay import fan_out_and_send
from app.models.accounts.user import Role
from app.models.audit.audit_log import AuditEntry
from app.models.messaging.outbox import Delivery, OutboxMessage, OutboxStatus
from app.models.support.monthly import ReportRecipient
from tests.factories import NOW, make_admin, make_company, make_cs, make_user
from tests.support.logins import log_in
from tests.support.walking.posting import post
from workflows.accounts.users import deactivate_user
from workflows.support import save_recipient, stop_recipient

OWNER = "direksi@example.com"


def name_recipient(session, email=OWNER, **given):
    facts = {"name": "Direksi", "locale": "id", "is_active": True, "now": NOW, **given}
    return save_recipient(session, ReportRecipient(), email=email, **facts)


def tell(app, session):
    session.commit()
    with app.app_context():
        fan_out_and_send()
    session.expire_all()


def sent_to(session, address, kind):
    wanted = select(Delivery).where(Delivery.address == address, Delivery.kind == kind).order_by(Delivery.id)
    return session.scalars(wanted).all()


def confirm(app, session, client):
    [asked] = sent_to(session, OWNER, "ticket.report_asked")
    marked = asked.payload["link"]
    assert MARK in marked
    with app.app_context():
        link = marked.replace(MARK, derived(derivation_key(), asked.payload["sealed"]))
    path = "/" + link.split("/", 3)[3]
    assert OWNER in client.get(path).text
    assert session.scalars(select(ReportRecipient.confirmed_at)).one() is None  # looking changes nothing
    assert post(client, path, {}).status_code == 303
    session.expire_all()


@pytest.fixture
def company(session):
    return make_company(session)


def test_an_address_is_asked_told_and_stopped(app, session, client, company):
    made = make_user(session, "Made", Role.MANAGER, email="made@example.com")
    one = name_recipient(session, " Direksi@Example.com ", locale="en")
    tell(app, session)
    with app.app_context():
        draw_support_month()
    tell(app, session)
    assert sent_to(session, OWNER, "ticket.month_ready") == []  # nobody has said yes
    assert len(sent_to(session, made.email, "ticket.month_ready")) == 1
    confirm(app, session, client)
    session.execute(Delivery.__table__.delete())
    notified_again(app, session)
    [sent] = sent_to(session, OWNER, "ticket.month_ready")
    assert "attached" in sent.body
    assert sent.payload["attachments"][0]["name"].endswith(".pdf")
    with app.app_context():
        stop = report_stop_path(one.id)
    assert sent.payload["stop"]["path"] == stop
    assert OWNER in client.get(stop).text
    assert session.get_one(ReportRecipient, one.id).stopped_at is None
    for _ in range(2):
        assert client.post(stop).status_code == 200  # one click of a mail program, without a cookie
    noted = select(AuditEntry.id).where(
        AuditEntry.thing == ReportRecipient.__tablename__, AuditEntry.changes.has_key("stopped_at")
    )
    assert len(session.scalars(noted).all()) == 1
    session.expire_all()
    assert session.get_one(ReportRecipient, one.id).stopped_at is not None
    session.execute(Delivery.__table__.delete())
    notified_again(app, session)
    assert sent_to(session, OWNER, "ticket.month_ready") == []


def notified_again(app, session):
    """The same month once more."""
    row = session.scalars(select(OutboxMessage).where(OutboxMessage.kind == "ticket.month_ready")).one()
    row.status = OutboxStatus.WAITING
    tell(app, session)


def test_a_manager_who_is_named_too_gets_it_once(app, session, company):
    make_user(session, "Made", Role.MANAGER, email=OWNER)
    name_recipient(session).confirmed_at = NOW
    with app.app_context():
        session.commit()
        draw_support_month()
    tell(app, session)
    assert len(sent_to(session, OWNER, "ticket.month_ready")) == 1


def test_whoever_leaves_gets_no_more_reports(session, company):
    made = make_user(session, "Made", Role.MANAGER, email="Made@Example.com")
    theirs, other = name_recipient(session, "made@example.com"), name_recipient(session)
    theirs.confirmed_at = other.confirmed_at = NOW
    deactivate_user(session, user_id=made.id, actor=make_admin(session), now=NOW)
    session.expire_all()
    assert (theirs.stopped_at, other.stopped_at) == (NOW, None)


def test_another_address_and_one_that_had_stopped_are_asked_again(session, company):
    one = name_recipient(session)
    one.confirmed_at = NOW
    facts = {"name": "Direksi", "locale": "id", "now": NOW}
    save_recipient(session, one, email=OWNER, is_active=True, **facts)
    assert one.confirmed_at == NOW  # nothing new
    save_recipient(session, one, email="lain@example.com", is_active=True, **facts)
    assert one.confirmed_at is None
    one.confirmed_at = NOW
    stop_recipient(session, recipient_id=one.id, now=NOW)
    session.expire_all()
    save_recipient(session, one, email="lain@example.com", is_active=True, **facts)
    assert (one.confirmed_at, one.stopped_at) == (None, None)


@pytest.mark.parametrize("email", ["", "bukan alamat", OWNER.upper()])
def test_bad_and_doubled_addresses_are_refused(session, company, email):
    name_recipient(session)
    with pytest.raises(Invalid):
        name_recipient(session, email)


def test_a_link_of_another_address_or_a_week_ago_opens_nothing(app, client, session, company):
    with app.app_context():
        marked, sealed = report_link(7, OWNER, NOW)
        good = marked.removeprefix("/ticket/report/").replace(MARK, derived(derivation_key(), sealed))
        assert read_report(good, NOW) == (7, OWNER)
        assert read_report(good.replace("7.", "8.", 1), NOW) is None
        assert read_report(good, NOW.replace(month=12)) is None
    for path in ("/ticket/report/x", "/r/xxxxxxxxxxxxxxxxxxxxxx"):
        assert client.get(path).status_code == 404


def test_the_desk_names_them_in_the_panel(session, client, company):
    log_in(client, make_cs(session))
    facts = {"name": "Direksi", "email": OWNER, "locale": "id", "is_active": "y"}
    post(client, "/admin/report_recipients/new/", facts)
    page = client.get("/admin/report_recipients/").text
    assert OWNER in page
    assert "Menunggu konfirmasi" in page

"""A customer's number changes: CS hears of links that went to the former one and still work."""

from sqlalchemy import select

from app.jobs.outbox.fan_out import fan_out_due
from app.models.access_links import AccessLink, LinkKind
from app.models.accounts.user import Role
from app.models.messaging.outbox import Delivery
from tests.factories import NOW, make_user, make_visit
from tests.support_desk.desk import make_ticket
from workflows.customers import edit_customer
from workflows.invoices import revoke_link
from workflows.support import ensure_ticket_link


def change_number(session, app, firm, customer):
    facts = {"name": customer.name, "phone_e164": "+6281344445555", "address": {}}
    edit_customer(session, customer_id=customer.id, actor=firm.dewi, now=NOW, **facts)
    session.commit()
    with app.app_context():
        fan_out_due()
    session.expire_all()
    told = select(Delivery).where(Delivery.kind == "customer.number_changed", Delivery.user_id == firm.dewi.id)
    return [one.body for one in session.scalars(told)]


def test_cs_is_told_the_invoices_and_the_account_and_decides_herself(session, app, firm, sent):
    make_user(session, "Agus", Role.MEMBER, customer_id=sent.customer_id, username="agus.lama")
    said = change_number(session, app, firm, sent.customer)
    assert said
    assert all(sent.number in words and "agus.lama" in words for words in said)
    assert session.scalars(select(AccessLink).where(AccessLink.kind == LinkKind.INVOICE)).one().revoked_at is None


def test_nobody_is_told_where_no_link_is_left(session, app, firm, sent):
    revoke_link(session, invoice_id=sent.id, actor=firm.ani, now=NOW)
    for link in session.scalars(select(AccessLink)):
        link.revoked_at = NOW
    session.flush()
    assert change_number(session, app, firm, sent.customer) == []


def test_links_to_rate_a_visit_and_to_a_support_ticket_are_named_too(session, app, firm, sent):
    ticket = make_ticket(session, at=NOW, customer=sent.customer)
    ensure_ticket_link(session, ticket_id=ticket.id)
    visit = make_visit(session, customer=sent.customer)
    session.add(AccessLink(kind=LinkKind.RATING, token="r" * 32, visit_id=visit.id))
    session.flush()
    said = change_number(session, app, firm, sent.customer)
    assert said
    assert all(one.number in words for words in said for one in (sent, ticket, visit))

"""A customer's number changes: CS hears of links that went to the former one and still work."""

import pytest
from sqlalchemy import select

from app.jobs.outbox.fan_out import fan_out_due
from app.models.access_links import AccessLink, LinkKind
from app.models.accounts.user import Role
from app.models.audit.audit_log import AuditEntry
from app.models.messaging.contact import WhatsAppContact
from app.models.messaging.outbox import Delivery
from tests.factories import NOW, make_user, make_visit
from tests.support.logins import log_in
from tests.support.people import submit
from tests.support_desk.desk import make_ticket
from workflows.customers import edit_customer, replace_links
from workflows.customers.replace_links import NoLiveLink
from workflows.invoices import revoke_link
from workflows.support import ensure_ticket_link, go_on_with_ticket


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


@pytest.fixture
def linked(session, sent):
    """Paths of a ticket's and a rating's live link beside the invoice's."""
    ticket = make_ticket(session, at=NOW, customer=sent.customer)
    ensure_ticket_link(session, ticket_id=ticket.id)
    visit = make_visit(session, customer=sent.customer)
    session.add(AccessLink(kind=LinkKind.RATING, token="r" * 32, visit_id=visit.id))
    session.commit()
    paths = {LinkKind.INVOICE: "i", LinkKind.RATING: "rating", LinkKind.SUPPORT: "ticket"}
    return [f"/{paths[link.kind]}/{link.token}" for link in session.scalars(select(AccessLink))]


def test_one_action_ends_every_link_and_sends_new_ones_to_the_customers_number(
    client, session, app, firm, sent, linked
):
    assert [client.get(path).status_code for path in linked] == [200, 200, 200]
    log_in(client, firm.dewi)
    submit(client, f"/admin/customers/details/?id={sent.customer_id}", to="/replace_links")
    client.post("/logout")
    assert all(client.get(path).status_code in {404, 410} for path in linked)
    with app.app_context():
        fan_out_due()
    session.expire_all()
    number = sent.customer.phone_e164.lstrip("+")
    told = session.scalars(select(Delivery).where(Delivery.customer_id == sent.customer_id)).all()
    new = session.scalars(select(AccessLink).where(AccessLink.revoked_at.is_(None))).all()
    assert len(new) == 3
    for link in new:
        if link.kind != LinkKind.RATING:  # its invitation waits for the end of the quiet hours
            assert any(link.token in one.body and one.address == number for one in told), link.kind
    (entry,) = session.scalars(select(AuditEntry).where(AuditEntry.action == "replace_links"))
    assert (entry.actor_id, entry.thing_id, len(entry.changes["links"])) == (firm.dewi.id, sent.customer_id, 3)


def test_where_no_link_works_there_is_nothing_to_replace(session, firm, sent):
    for link in session.scalars(select(AccessLink)):
        link.revoked_at = NOW
    session.flush()
    with pytest.raises(NoLiveLink):
        replace_links(session, customer_id=sent.customer_id, actor=firm.dewi, now=NOW)


def test_a_ticket_of_the_former_telephone_goes_on_with_the_new_number(session, app, firm, sent):
    former = WhatsAppContact(phone_e164=sent.customer.phone_e164, customer_id=sent.customer_id)
    session.add(former)
    session.flush()
    ticket = make_ticket(session, at=NOW, customer=sent.customer)
    ticket.contact_id = former.id
    session.flush()
    change_number(session, app, firm, sent.customer)
    assert session.get_one(type(ticket), ticket.id).contact_id is None
    assert not go_on_with_ticket(session, session.get_one(WhatsAppContact, former.id), "Saya lanjutkan", now=NOW)

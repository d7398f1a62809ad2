"""Only the owner, logged in, proves a Telegram chat; what others typed or linked waits for them."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.errors import DomainError, NotAllowed
from app.models.accounts.user import Role, User
from app.models.audit.audit_log import AuditEntry
from app.models.messaging.outbox import Channel, Delivery
from app.models.visits.assignment import Assignment
from tests.conversations.conftest import Talk
from tests.factories import NOW, make_admin, make_company, make_cs, make_sales, make_technician, make_user, make_visit
from tests.invoices.conftest import make_firm
from tests.standins import TelegramStandIn, payloads
from tests.support.logins import log_in
from tests.support.people import submit
from workflows.accounts.users import confirm_telegram, edit_user, link_telegram, new_telegram_link
from workflows.invoices import LineEdit, approve_invoice, draft_invoice, edit_invoice, submit_invoice

CHAT = 1111111


def _facts(person: User) -> dict[str, Any]:
    names = ("name", "username", "email", "phone_e164", "locale")
    return {name: getattr(person, name) for name in names}


def _audit(session: Session, action: str) -> AuditEntry:
    return session.scalars(select(AuditEntry).where(AuditEntry.action == action)).one()


def test_a_link_an_admin_made_leaves_the_chat_waiting_for_its_owner(
    talk: Talk, telegram: TelegramStandIn, session: Session
) -> None:
    ani, rina = make_admin(session), make_sales(session)
    token = new_telegram_link(session, user=rina, actor=ani, now=utc_now())
    session.commit()
    talk.telegram(payloads.telegram_start(token))
    talk.settle()
    session.expire_all()
    assert rina.telegram_chat_id == CHAT
    assert rina.telegram_verified_at is None
    said = telegram.received[0]["body"]["text"]
    assert "menunggu konfirmasi" in said
    assert "Rina" not in said
    assert _audit(session, "telegram_link_made").actor_id == ani.id
    assert _audit(session, "telegram_started").changes["link_made_by_id"] == ani.id


def test_a_waiting_chat_does_nothing_until_its_owner_confirms(
    talk: Talk, telegram: TelegramStandIn, session: Session
) -> None:
    make_company(session)
    budi = make_technician(session, telegram_chat_id=CHAT, telegram_verified_at=None)
    visit = make_visit(session)
    session.commit()
    talk.telegram(payloads.telegram_callback(f"claim:{visit.id}"))
    talk.telegram(payloads.telegram_text("halo"))
    talk.settle()
    said = " ".join(entry["body"]["text"] for entry in telegram.received)
    assert "Tautkan dulu" in said
    assert "Budi" not in said
    assert not session.scalars(select(Assignment)).all()
    confirm_telegram(session, user=budi, chat_id=CHAT, now=utc_now())
    session.commit()
    session.expire_all()
    assert budi.telegram_verified_at is not None


def test_the_owner_is_told_by_mail_when_cs_types_a_telegram_id_and_the_former_chat_too(
    talk: Talk, telegram: TelegramStandIn, session: Session
) -> None:
    make_company(session)
    dewi, budi = make_cs(session), make_technician(session, telegram_chat_id=CHAT)
    edit_user(session, user_id=budi.id, actor=dewi, now=utc_now(), telegram_chat_id=2222222, **_facts(budi))
    session.commit()
    talk.settle()
    sent = session.scalars(select(Delivery).where(Delivery.kind == "account.changed")).all()
    assert {(one.channel, one.address) for one in sent if one.channel != Channel.IN_APP} == {
        (Channel.EMAIL, budi.email),
        (Channel.TELEGRAM, str(CHAT)),
    }
    assert all("menunggu konfirmasi" in one.body for one in sent)


def test_a_message_about_a_changed_address_goes_to_the_former_one_and_to_the_new_one(
    talk: Talk, session: Session
) -> None:
    make_company(session)
    ani, rina = make_admin(session), make_sales(session, telegram_chat_id=CHAT)
    former = rina.email
    given = {**_facts(rina), "email": "lain@contoh.id", "telegram_chat_id": CHAT}
    edit_user(session, user_id=rina.id, actor=ani, now=utc_now(), **given)
    session.commit()
    talk.settle()
    mails = select(Delivery.address).where(Delivery.kind == "account.changed", Delivery.channel == Channel.EMAIL)
    assert set(session.scalars(mails)) == {former, "lain@contoh.id"}


@pytest.mark.parametrize(
    ("given", "sentence"),
    [({"must_change_password": True}, "kata sandi awal"), ({"role": Role.ADMIN}, "verifikasi dua langkah")],
)
def test_a_button_honours_what_the_pages_ask_for(
    talk: Talk, telegram: TelegramStandIn, session: Session, given: dict[str, Any], sentence: str
) -> None:
    talk.app.config["SETTINGS"] = talk.app.config["SETTINGS"].model_copy(update={"two_factor_roles": "admin"})
    make_user(session, "Ani", given.pop("role", Role.TECHNICIAN), telegram_chat_id=CHAT, **given)
    visit = make_visit(session)
    session.commit()
    talk.telegram(payloads.telegram_callback(f"claim:{visit.id}"))
    talk.settle()
    assert sentence in telegram.received[0]["body"]["text"]
    assert not session.scalars(select(Assignment)).all()


def test_a_confirmation_is_for_the_chat_that_was_shown(session: Session) -> None:
    budi = make_technician(session, telegram_chat_id=5, telegram_verified_at=None)
    with pytest.raises(DomainError):
        confirm_telegram(session, user=budi, chat_id=6, now=utc_now())


def test_a_waiting_chat_gives_way_to_whoever_proves_it(session: Session) -> None:
    sari = make_technician(session, "Sari", telegram_chat_id=77, telegram_verified_at=None)
    budi = make_technician(session)
    token = new_telegram_link(session, user=budi, actor=budi, now=utc_now())
    link_telegram(session, token=token, chat_id=77, now=utc_now())
    assert (budi.telegram_chat_id, sari.telegram_chat_id) == (77, None)


def test_the_owner_confirms_on_the_profile_page(client: FlaskClient, session: Session) -> None:
    budi = make_technician(session, telegram_chat_id=CHAT, telegram_verified_at=None)
    log_in(client, budi)
    assert str(CHAT) in client.get("/profile").text
    submit(client, "/profile", to="/telegram/confirm")
    session.expire_all()
    assert budi.telegram_verified_at is not None


def test_who_edited_the_lines_does_not_approve_them(session: Session) -> None:
    firm = make_firm(session)
    ani = make_admin(session)
    invoice = draft_invoice(session, visit_id=firm.visit.id, actor=firm.dewi, now=NOW)
    lines = [
        LineEdit(line.id, line.price_item_id, line.description, line.unit, line.quantity, line.price_idr + 1)
        for line in invoice.lines
    ]
    facts = {"lines": lines, "discount_idr": 0, "note": "", "due_date": invoice.due_date}
    edit_invoice(session, invoice_id=invoice.id, version=invoice.version, actor=ani, now=NOW, **facts)
    ani.role = Role.SALES
    submit_invoice(session, invoice_id=invoice.id, actor=firm.dewi, now=NOW)
    with pytest.raises(NotAllowed):
        approve_invoice(session, invoice_id=invoice.id, actor=ani, now=NOW)

"""Whoever may not see a record gets by its id what a record that does not exist gives, and finds its words nowhere."""

import re
import uuid
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core.clock import utc_now
from app.http.auth.access import access_rule_of
from app.http.files.storage import keep
from app.jobs.outbox.fan_out import fan_out_due
from app.models.accounts.user import EVERYONE, Role
from app.models.chat.chat import Chat, ChatStatus
from app.models.forum.forum import ForumPost, PostStatus
from app.models.forum.forum_flow import MODERATORS
from app.models.help.article import Article
from app.models.help.article_flow import EDITORS
from app.models.incidents.incident import Incident, IncidentKind
from app.models.messaging.contact import ContactNote, WhatsAppContact
from app.models.messaging.inbound_file import InboundFile
from app.models.messaging.inbox import InboxEvent, Provider
from app.models.messaging.outbox import Delivery, OutboxMessage
from app.models.monitoring.alarm import Severity
from app.models.social.social import Network, SocialPost, SocialStatus
from app.models.support.mail.mail import MailState, SupportMail
from app.models.support.ticket import SupportTicket, TicketKind, TicketSource
from app.models.support.ticket_steps import SECURITY_READERS
from app.policies.scopes import THINGS
from app.policies.visibility import inbox_visible_to
from tests.api.conftest import key_of
from tests.factories import make_admin, make_company, make_customer, make_user
from tests.forum.test_forum import ask
from tests.help.writing import make_article
from tests.standins import payloads
from tests.support.logins import log_in
from tests.support_desk.desk import make_ticket
from workflows.documents import store_file
from workflows.incidents import declare_incident
from workflows.support import note_ticket

ASKED, WORD = "zamrudhitam", "permataungu"  # stand in every restricted record and nowhere else; one is looked for
NOWHERE = 999_999_999
WITHOUT_SIGHT = sorted(EVERYONE - SECURITY_READERS)
KINDS = (Article, Chat, Delivery, ForumPost, InboxEvent, Incident, SocialPost, SupportTicket)


@pytest.fixture
def restricted(session, app):
    """One record of each kind, by its class."""
    make_company(session)
    ani, now = make_admin(session), utc_now()
    ticket = make_ticket(session, at=now, actor=ani, subject=f"Kebocoran {ASKED} {WORD}", kind=TicketKind.SECURITY)
    note_ticket(session, ticket_id=ticket.id, actor=ani, now=now, text=f"Catatan {ASKED} {WORD}")
    chat = Chat(
        token_sha256="0" * 64,
        status=ChatStatus.ENDED,
        ended_at=now,
        visitor_name=f"{ASKED} {WORD}",
        ticket_id=ticket.id,
        visitor_seen_at=now,
    )
    mail = InboxEvent(
        provider=Provider.MAIL, unique_key="m1", kind="mail", raw={"x": WORD}, summary=f"{ASKED} {WORD}", due_at=now
    )
    told = SocialPost(
        network=Network.X,
        external_id="1",
        text=f"{ASKED} {WORD}",
        posted_at=now,
        status=SocialStatus.TICKET,
        ticket_id=ticket.id,
    )
    session.add_all([chat, mail, told])
    session.flush()
    session.add(SupportMail(event_id=mail.id, ticket_id=ticket.id, state=MailState.OPENED))
    given = {"title": f"Akses {ASKED} {WORD}", "severity": Severity.SEV2, "kind": IncidentKind.SECURITY}
    incident = declare_incident(session, actor=ani, now=now, **given)
    article = make_article(session, at=now, author=ani, title=f"SOP {ASKED} {WORD}", is_internal=True)
    question = ask(session, make_user(session, "Wati", Role.MEMBER), title=f"Tanya {ASKED} {WORD} ini bagaimana")
    post = session.query(ForumPost).filter_by(question_id=question.id).one()
    post.status, question.is_shown = PostStatus.HELD, False
    session.commit()
    with app.app_context():
        fan_out_due()
    session.expire_all()
    told_of = session.query(Delivery).where(Delivery.body.contains(WORD), Delivery.kind.like("ticket.%"))
    found = (article, chat, told_of.order_by(Delivery.id).first(), post, mail, incident, told, ticket)
    return dict(zip(KINDS, found, strict=True))


def may_see(model, role):
    return role in {Article: EDITORS, ForumPost: MODERATORS, Incident: {Role.ADMIN}}.get(model, SECURITY_READERS)


def addresses(app, model, record_id, role):
    """Method and path of everything that takes an id of this model and lets the role in: screen, steps, resource."""
    screens = {one.endpoint: one for one in app.extensions["panel_screens"] if getattr(one, "model", None) is model}
    names = {thing.name for thing in THINGS.values() if thing.flow and thing.flow.model is model}
    for rule in app.url_map.iter_rules():
        screen = screens.get(rule.endpoint.rpartition(".")[0])
        of_api = rule.rule.startswith(tuple(f"/api/v1/{name}/<" for name in names))
        if (screen is None and not of_api) or role not in access_rule_of(app, rule.endpoint).roles:
            continue
        path = re.sub(r"<int[^>]*>", str(record_id), rule.rule, count=1)
        by_query = rule.endpoint.endswith((".details_view", ".edit_view"))
        if path == rule.rule and not by_query:
            continue
        path = f"{path}?id={record_id}" if by_query else path
        steps = screen.flow.transitions if "<step>" in path and screen.flow else [""]
        for step in steps:
            filled = re.sub(r"<int[^>]*>", "1", path).replace("<step>", step)
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                yield method, filled


@pytest.mark.parametrize("role", WITHOUT_SIGHT)
def test_by_its_id_a_hidden_record_answers_as_one_that_does_not_exist(app, session, client, restricted, role):
    app.config["WTF_CSRF_ENABLED"] = False
    person = make_user(session, "Tono", role)
    bearer = {"Authorization": f"Bearer {key_of(session, person)}"}
    session.commit()
    log_in(client, person)
    try:
        for model, record in restricted.items():
            if may_see(model, role):
                continue
            there, nowhere = (addresses(app, model, one, role) for one in (record.id, NOWHERE))
            for (method, path), (_method, gone) in zip(list(there), list(nowhere), strict=True):
                headers = bearer if path.startswith("/api/") else {}
                asked, other = (
                    client.open(one, method=method, headers={**headers, "Idempotency-Key": uuid.uuid4().hex})
                    for one in (path, gone)
                )
                assert asked.status_code == other.status_code, f"{role} {method} {path}: {asked.status_code}"
                assert WORD not in asked.text, f"{role} {method} {path}"
    finally:
        app.config["WTF_CSRF_ENABLED"] = True


@pytest.mark.parametrize("role", [Role.CS, Role.MEMBER, Role.SUPPORT])
def test_its_words_stand_on_no_list_no_search_and_in_no_export(app, session, client, restricted, role):
    log_in(client, make_user(session, "Tono", role))
    bearer = {"Authorization": f"Bearer {key_of(session, make_user(session, 'Ton', role))}"}
    session.commit()
    hidden = {model for model in restricted if not may_see(model, role)}
    restricted[ForumPost].question.title = "Tanya" if ForumPost not in hidden else restricted[ForumPost].question.title
    for model in set(restricted) - hidden:  # an editor's own lists
        for column in ("body", "slug", "title"):
            if WORD in getattr(restricted[model], column, ""):
                setattr(restricted[model], column, "Tanya")
    session.commit()
    assert Delivery in hidden
    for rule in app.url_map.iter_rules():
        entry = access_rule_of(app, rule.endpoint) if not rule.endpoint.endswith("static") else None
        if entry is None or "GET" not in rule.methods or (entry.keyed_by is None and role not in entry.roles):
            continue
        path = rule.rule.replace("<export_type>", "csv")
        if "<" in path:
            continue
        headers = bearer if path.startswith("/api/v1") else {}
        asked = f"?q={ASKED}" if "search" in path or path in {"/help", "/forum"} else ""
        assert WORD not in client.get(path + asked, headers=headers).text, f"{role} {path}"


def test_what_meta_and_whatsapp_brought_of_a_hidden_ticket_is_hidden_too(session):
    make_company(session)
    ani, dewi, now = make_admin(session), make_user(session, "Dewi", Role.CS), utc_now()
    agus = WhatsAppContact(wa_id="6281", profile_name="Agus")
    session.add(agus)
    session.flush()
    hidden = make_ticket(session, at=now, actor=ani, kind=TicketKind.SECURITY)
    hidden.contact_id = agus.id
    facts = {"network": Network.FACEBOOK, "posted_at": now, "text": WORD, "status": SocialStatus.TICKET}
    session.add(SocialPost(external_id="77_88", ticket_id=hidden.id, **facts))
    told = [
        (Provider.META, {"entry": [{"changes": [{"value": {"comment_id": "77_88"}}]}]}, None, now),
        (Provider.META, {"entry": [{"changes": [{"value": {"comment_id": "77_99"}}]}]}, None, now),
        (Provider.WHATSAPP, {}, agus.id, now),
        (Provider.WHATSAPP, {}, agus.id, now - timedelta(days=2)),
        (Provider.WHATSAPP, {}, None, now),
    ]
    for number, (provider, raw, contact_id, at) in enumerate(told):
        session.add(
            InboxEvent(
                provider=provider,
                unique_key=f"e{number}",
                kind="x",
                raw=raw,
                contact_id=contact_id,
                due_at=at,
                created_at=at,
            )
        )
    session.flush()

    def seen_by(person):
        return session.scalars(
            select(InboxEvent.unique_key).where(inbox_visible_to(person)).order_by(InboxEvent.id)
        ).all()

    assert seen_by(dewi) == ["e1", "e3", "e4"]
    hidden.closed_at, hidden.status, hidden.ending = now - timedelta(minutes=1), "CLOSED", "CONFIRMED"
    session.flush()
    assert seen_by(dewi) == ["e1", "e2", "e3", "e4"], "what is written after its end is anybody's again"
    assert seen_by(ani) == ["e0", "e1", "e2", "e3", "e4"]


@pytest.mark.parametrize("by", ["contact", "customer"])
@pytest.mark.parametrize("role", [Role.ADMIN, Role.CS])
def test_a_conversation_shows_nothing_said_while_a_hidden_ticket_of_its_contact_is_open(app, session, client, by, role):
    make_company(session)
    ani, now = make_admin(session), utc_now()
    customer = make_customer(session)
    agus = WhatsAppContact(wa_id="6281", phone_e164="+6281", profile_name="Agus", customer_id=customer.id)
    agus.last_inbound_at, agus.last_words, agus.draft = now, f"Tolong {WORD}", {"complaint": f"Keluhan {WORD}"}
    session.add(agus)
    session.flush()
    hidden = make_ticket(session, at=now, actor=ani, kind=TicketKind.SECURITY)
    hidden.source = TicketSource.WHATSAPP
    hidden.contact_id, hidden.customer_id = (agus.id, None) if by == "contact" else (None, customer.id)
    with app.app_context():
        file = store_file(session, keep(b"x", "image/jpeg"), actor=None)
    told = OutboxMessage(kind="contact.reply", payload={}, due_at=now)
    session.add(told)
    session.flush()
    for number, (at, said) in enumerate([(now, WORD), (now - timedelta(days=2), "Pesan lama")]):
        raw = payloads.whatsapp_text(f"Kata {said}", wa_id="6281")
        event = InboxEvent(provider=Provider.WHATSAPP, unique_key=f"w{number}", kind="message", raw=raw, due_at=at,
                           contact_id=agus.id, created_at=at, summary=said)  # fmt: skip
        reply = Delivery(kind="contact.reply", channel="WHATSAPP", contact_id=agus.id, body=f"Jawaban {said}",
                         created_at=at, idempotency_key=f"k{number}", due_at=at, message_id=told.id)  # fmt: skip
        note = ContactNote(contact_id=agus.id, author_id=ani.id, text=f"Catatan {said}", created_at=at)
        session.add_all([event, reply, note])
        session.flush()
        sent = InboundFile(event_id=event.id, contact_id=agus.id, media_id=said, kind="image", status="STORED",
                           file_id=file.id, created_at=at, due_at=at)  # fmt: skip
        session.add(sent)
    session.flush()
    files = session.scalars(select(InboundFile.id).order_by(InboundFile.id)).all()
    log_in(client, make_user(session, "Tono", role))
    may = role in SECURITY_READERS
    page = client.get(f"/admin/contacts/details/?id={agus.id}").text
    assert (f"Kata {WORD}" in page, f"Jawaban {WORD}" in page, f"Catatan {WORD}" in page) == (may, may, may)
    assert "Kata Pesan lama" in page
    assert "Jawaban Pesan lama" in page
    assert (WORD in page, WORD in client.get("/admin/contacts/").text) == (may, may)
    assert ("ditangani tim lain" in page) is not may
    assert [client.get(f"/admin/contacts/files/{one}").status_code for one in files] == [200 if may else 404, 200]

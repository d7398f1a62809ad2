"""Messages that answer somebody who wrote first, and those that call CS to a conversation."""

from collections.abc import Iterable, Mapping
from typing import Any

from markupsafe import Markup
from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, joinedload

from app.core.i18n import N_, Sentence
from app.jobs.outbox.messages.message import Button, MessageBuilder, OutgoingMessage, to_member
from app.models.access_links import AccessLink
from app.models.accounts.user import User
from app.models.company import Company
from app.models.composing import ComposerKind
from app.models.customers.customer import Customer
from app.models.finance.invoice import Invoice
from app.models.messaging.contact import WhatsAppContact
from app.models.messaging.outbox import Channel, Delivery, OutboxMessage
from app.models.support.ticket import SupportTicket
from app.models.visits.visit import VISIT_FLOW, VisitTicket
from app.presenters.messaging.inbound_kinds import shown_words
from workflows.composing import list_sent_files
from workflows.notifications import list_duty_desk
from workflows.outbox import DecisionMade, messages_that_asked

OUTCOMES: dict[str, Sentence] = {
    "approved": N_("Disetujui"),
    "rejected": N_("Ditolak"),
    "voided": N_("Invoice dibatalkan"),
    "wait": N_("Ditunggu"),
    "continue_without": N_("Dilanjutkan tanpa teknisi ini"),
    "replace_technician": N_("Teknisi diganti"),
    "arrive": N_("Teknisi sudah datang"),
    "repriced": N_("Harga diubah"),
    "taken": N_("Tempat sudah diambil"),
    "expired": N_("Tawaran sudah lewat"),
    "left": N_("Keluar dari antrean"),
    "lapsed": N_("Tidak berlaku lagi"),
    "acknowledged": N_("Diterima"),
    "over": N_("Insiden sudah berakhir"),
}
WHY: dict[str, Sentence] = {
    "registration": N_("Pendaftarannya dua kali tidak lengkap."),
    "number_taken": N_("Nomor yang disebutnya milik pelanggan lain."),
    "complaint": N_("Menyampaikan keluhan."),
    "message": N_("Pelanggan menulis pesan."),
    "question": N_("Bertanya."),
    "cancel": N_("Ingin membatalkan sesuatu."),
    "several": N_("Mengirim data lebih dari satu orang."),
    "moved": N_("Pindah ke nomor lain; data pelanggan masih memuat nomor lamanya."),
    "other_number": N_("Mendaftar dengan nomor orang lain."),
    "lost": N_("Belum terdaftar, dan tulisannya tidak dapat dibaca sistem."),
    "asked": N_("Minta bicara dengan CS."),
    "location": N_("Mengirim lokasi."),
    "file": N_("Mengirim berkas, gambar atau pesan suara."),
    "file_lost": N_("Berkas yang dikirimnya tidak dapat dibuka; pengirim sudah diminta mengirim lagi."),
}


def telegram_answer(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    user_id = message.payload["user_id"]
    yield OutgoingMessage(
        channel=Channel.TELEGRAM,
        template="telegram.answer",
        facts={"text": message.payload["text"]},
        user=session.get(User, user_id) if user_id else None,
        extra={"answer_callback": message.payload["callback_id"], "chat_id": message.payload["chat_id"]},
        urgent=True,
    )


def telegram_reply(_session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    facts = {"text": message.payload["text"]}
    extra = {"chat_id": message.payload["chat_id"]}
    yield OutgoingMessage(channel=Channel.TELEGRAM, template="telegram.reply", facts=facts, extra=extra, urgent=True)


def telegram_question(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    payload = message.payload
    yield OutgoingMessage(
        channel=Channel.TELEGRAM,
        template="telegram.reply",
        facts={"text": payload["text"]},
        user=session.get(User, payload["user_id"]),
        buttons=tuple((Button(label, callback=data),) for label, data in payload["choices"]),
        extra={"chat_id": payload["chat_id"], "asks": payload["asks"]},
        urgent=True,
    )


def telegram_decided(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """Every message that offered the buttons is edited: its words stay, and say what was decided."""
    decided = DecisionMade(**message.payload)
    sent = select(Delivery).where(
        Delivery.message_id.in_(messages_that_asked(decided).with_only_columns(OutboxMessage.id)),
        Delivery.message_id < message.id,  # what was asked anew since is open
        Delivery.channel == Channel.TELEGRAM,
        Delivery.provider_id.is_not(None),
    )
    actor = session.get(User, decided.actor_id) if decided.actor_id else None
    outcome = OUTCOMES[decided.outcome]
    for delivery in session.scalars(sent.options(joinedload(Delivery.user))):
        facts = {"text": Markup(delivery.body), "outcome": outcome, "name": actor.name if actor else ""}  # noqa: S704
        yield OutgoingMessage(
            channel=Channel.TELEGRAM,
            template=message.kind,
            facts=facts,
            user=delivery.user,
            extra={"edit_message_id": int(delivery.provider_id or 0), "chat_id": delivery.address},
            key=f"decided:{delivery.id}",
        )


def contact_reply(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """The facts kept in the event, completed with what they point to."""
    contact = session.get(
        WhatsAppContact, message.payload["contact_id"], options=[joinedload(WhatsAppContact.customer)]
    )
    if contact is None:
        return
    given = message.payload["facts"]
    facts: dict[str, Any] = {**given, "contact": contact, "company": session.get(Company, 1)}
    if "customer_id" in given:
        facts["customer"] = session.get_one(Customer, given["customer_id"])
    if "visit_ids" in given:
        own = select(VisitTicket).where(VisitTicket.id.in_(given["visit_ids"])).options(joinedload(VisitTicket.site))
        facts["visits"] = session.scalars(own.order_by(VisitTicket.id.desc())).all()
        facts["labels"] = VISIT_FLOW.labels
    yield OutgoingMessage(
        channel=Channel.WHATSAPP,
        template=message.payload["template"],
        facts=facts,
        contact=contact,
        customer=contact.customer,
        urgent=True,
    )
    yield from _files(session, message, contact)


def _files(session: Session, message: OutboxMessage, contact: WhatsAppContact) -> Iterable[OutgoingMessage]:
    """Each as a message of its own behind the words."""
    sent = list_sent_files(session, thing=WhatsAppContact.__tablename__, thing_id=contact.id, kind=ComposerKind.ANSWER)
    for one in sent.get(message.id, ()):
        yield OutgoingMessage(
            channel=Channel.WHATSAPP,
            template="contact.file",
            facts={"name": one.name},
            contact=contact,
            customer=contact.customer,
            extra={"file": {"id": one.id, "is_picture": one.file.is_picture}},
            key=f"file:{one.id}",
            urgent=True,
        )


def person_wanted(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """Every CS who works here; the first to press “Selesai ditangani” ends it."""
    contact = session.get(WhatsAppContact, message.payload["contact_id"])
    if contact is None or contact.wants_person_at is None:
        return
    facts = {
        "contact": contact,
        "why": WHY.get(message.payload["reason"], ""),
        "words": shown_words(message.payload["words"]),
    }
    for user in list_duty_desk(session):
        yield from to_member(session, user, message.kind, facts, link=f"/admin/contacts/details/?id={contact.id}")


def customer_registered(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    customer = session.get_one(Customer, message.payload["customer_id"])
    facts = {"customer": customer, "complaint": message.payload["complaint"]}
    for user in list_duty_desk(session):
        yield from to_member(
            session, user, message.kind, facts, link=f"/admin/contacts/details/?id={message.payload['contact_id']}"
        )


def number_changed(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """Whoever may replace a link decides; links revoked meanwhile are not named."""
    customer = session.get_one(Customer, message.payload["customer_id"])
    facts = {
        "customer": customer,
        "numbers": _numbers_of_links(session, message.payload),
        "account": message.payload["account"],
    }
    for user in list_duty_desk(session):
        yield from to_member(session, user, message.kind, facts, link=f"/admin/customers/details/?id={customer.id}")


def _numbers_of_links(session: Session, payload: Mapping[str, Any]) -> list[str]:
    """Of the invoices, visits (to rate) and support tickets whose links still work."""
    named = (
        select(func.coalesce(Invoice.number, VisitTicket.number, SupportTicket.number))
        .select_from(AccessLink)
        .outerjoin(Invoice, Invoice.id == AccessLink.invoice_id)
        .outerjoin(VisitTicket, VisitTicket.id == AccessLink.visit_id)
        .outerjoin(SupportTicket, SupportTicket.id == AccessLink.ticket_id)
    )
    # rows of the version before name invoices
    mine = or_(
        AccessLink.id.in_(payload.get("link_ids", [])), AccessLink.invoice_id.in_(payload.get("invoice_ids", []))
    )
    return list(session.scalars(named.where(mine, AccessLink.revoked_at.is_(None)).order_by(AccessLink.id)))


MESSAGE_BUILDERS: dict[str, MessageBuilder] = {
    "contact.reply": contact_reply,
    "contact.wants_person": person_wanted,
    "customer.number_changed": number_changed,
    "customer.registered": customer_registered,
    "telegram.answer": telegram_answer,
    "telegram.decided": telegram_decided,
    "telegram.question": telegram_question,
    "telegram.reply": telegram_reply,
}

"""Customers' files, raw mails, chats and posts past their retention go, the files with their rows."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.http.files.storage import keep, storage
from app.jobs.upkeep.retention import take_out_old_rows
from app.models.chat.chat import Chat, ChatMessage
from app.models.composing import ComposerDraft, ComposerFile, ComposerKind
from app.models.files.archive import Archive
from app.models.files.document import StoredFile
from app.models.messaging.contact import WhatsAppContact
from app.models.messaging.inbound_file import InboundFile
from app.models.messaging.inbox import InboxEvent
from app.models.social.social import SocialPost
from app.models.support.mail.mail import SupportMail
from app.models.support.ticket import SupportStatus
from integrations.storage import Missing
from tests.factories import NOW, make_admin
from tests.support_desk.desk import make_ticket


def work(app: Flask, session: Session) -> None:
    session.commit()
    with app.app_context():
        take_out_old_rows()
    session.expire_all()


def stored(app: Flask, session: Session, media_type: str, age: int) -> StoredFile:
    with app.app_context():
        kept = keep(b"isi", media_type)
    file = StoredFile(
        storage_key=kept.storage_key,
        sha256=kept.sha256,
        size=3,
        media_type=media_type,
        created_at=NOW - timedelta(days=age),
    )
    session.add(file)
    session.flush()
    return file


def is_there(app: Flask, key: str) -> bool:
    with app.app_context():
        try:
            storage().open(key).close()
        except Missing:
            return False
    return True


def make_inbound_file(session: Session, contact: WhatsAppContact, file: StoredFile, age: int) -> None:
    at = NOW - timedelta(days=age)
    event = InboxEvent(
        provider="WHATSAPP",
        unique_key=f"wa:{file.id}",
        kind="message",
        raw={},
        status="APPLIED",
        created_at=at,
        due_at=at,
    )
    session.add(event)
    session.flush()
    session.add(
        InboundFile(
            event_id=event.id, contact_id=contact.id, media_id="1", kind="image", status="STORED", file_id=file.id,
            due_at=at, created_at=at,
        )
    )  # fmt: skip
    session.flush()


def test_what_a_customer_sent_by_whatsapp_goes_with_its_event_and_its_bytes(app: Flask, session: Session) -> None:
    contact = WhatsAppContact(wa_id="6281", profile_name="Agus")
    session.add(contact)
    session.flush()
    files = [stored(app, session, "image/jpeg", age) for age in (400, 400, 300)]
    for file, age in zip(files, (400, 400, 300), strict=True):
        make_inbound_file(session, contact, file, age)
    make_admin(session, photo_id=files[1].id)
    keys = [file.storage_key for file in files]
    work(app, session)
    assert session.scalar(select(func.count()).select_from(InboundFile)) == 1
    assert session.scalar(select(func.count()).select_from(InboxEvent)) == 1
    assert [is_there(app, key) for key in keys] == [False, True, True]  # the second is a person's picture, too
    assert session.scalars(select(StoredFile.storage_key).order_by(StoredFile.id)).all() == keys[1:]


def test_a_mail_as_it_came_goes_when_its_ticket_is_closed(app: Flask, session: Session) -> None:
    closed, opened = make_ticket(session, at=NOW), make_ticket(session, at=NOW)
    closed.status, closed.ending = SupportStatus.REJECTED, None
    files = [stored(app, session, "message/rfc822", 400) for _ in range(3)]
    files.append(stored(app, session, "message/rfc822", 300))
    states = (("OPENED", closed), ("OPENED", opened), ("HELD", None), ("OPENED", closed))
    for number, (file, (state, ticket)) in enumerate(zip(files, states, strict=True)):
        session.add(SupportMail(event_id=number + 1, state=state, ticket_id=ticket and ticket.id, raw_file_id=file.id))
    session.flush()
    keys = [file.storage_key for file in files]
    work(app, session)
    assert [is_there(app, key) for key in keys] == [False, True, True, True]
    assert session.scalars(select(SupportMail.raw_file_id).order_by(SupportMail.event_id)).first() is None
    assert session.scalars(select(Archive.from_table)).all() == ["stored_files"]


def test_an_ended_chat_and_a_post_without_a_ticket_are_archived_and_go(app: Flask, session: Session) -> None:
    for number, age in enumerate((731, 729, None)):
        ended = NOW - timedelta(days=age) if age else None
        chat = Chat(
            token_sha256=str(number) * 64, status="ENDED" if age else "WAITING", ended_at=ended, visitor_seen_at=NOW,
            created_at=NOW - timedelta(days=900),
        )  # fmt: skip
        session.add(chat)
        session.flush()
        session.add(
            ChatMessage(
                chat_id=chat.id, client_id="m-1", side="VISITOR", text="Halo", created_at=NOW - timedelta(days=900)
            )
        )
    for name, age in (("lama", 366), ("baru", 364)):
        session.add(
            SocialPost(
                network="X",
                external_id=name,
                text=name,
                posted_at=NOW,
                created_at=NOW - timedelta(days=age),
                status="IGNORED",
            )
        )
    work(app, session)
    assert session.scalar(select(func.count()).select_from(Chat)) == 2
    assert session.scalar(select(func.count()).select_from(ChatMessage)) == 2
    assert session.scalars(select(SocialPost.external_id)).all() == ["baru"]
    assert sorted(session.scalars(select(Archive.from_table))) == ["chat_messages", "chats", "social_posts"]


def test_a_forgotten_draft_frees_its_files_and_a_sent_one_keeps_them(app: Flask, session: Session) -> None:
    ani, ticket = make_admin(session), make_ticket(session, at=NOW)
    own = {"thing": "support_tickets", "thing_id": ticket.id, "user_id": ani.id}
    names = ("alone", "beside", "sent", "young")
    files = {name: stored(app, session, "image/jpeg", 200) for name in names}
    for name, file in files.items():
        row = ComposerFile(**own, kind=ComposerKind.NOTE, file_id=file.id, name=name)
        row.created_at = NOW - timedelta(days=1 if name == "young" else 91)
        row.kind = ComposerKind.ANSWER if name == "beside" else ComposerKind.NOTE
        row.entry_id = 7 if name == "sent" else None
        session.add(row)
    old, newer = NOW - timedelta(days=91), NOW - timedelta(days=89)
    session.add(ComposerDraft(**own, kind=ComposerKind.NOTE, text="Lama", created_at=old))
    session.add(ComposerDraft(**own, kind=ComposerKind.ANSWER, text="Baru", created_at=newer))
    keys = {name: file.storage_key for name, file in files.items()}
    work(app, session)
    assert session.scalars(select(ComposerDraft.text)).all() == ["Baru"]
    assert sorted(session.scalars(select(ComposerFile.name))) == ["beside", "sent", "young"]
    assert {name for name, key in keys.items() if is_there(app, key)} == {"beside", "sent", "young"}

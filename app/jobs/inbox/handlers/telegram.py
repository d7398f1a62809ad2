"""What people do in the chat with our bot: tap Start, tap a button, write, block."""

from datetime import datetime

from flask_babel import force_locale
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.core.errors import DomainError
from app.core.i18n import gettext
from app.http.pages.links.subscriber_link import read_chat_code
from app.jobs.inbox.handlers.outcome import Receiver, reading
from app.jobs.inbox.handlers.status_chats import stop_telegram, subscribe_telegram
from app.jobs.telegram.callbacks import find_callback, find_text_answer
from app.models.accounts.user import User, UserStatus
from app.models.audit.audit_log import Via, acting
from app.models.messaging.inbox import InboxEvent, Provider
from integrations.telegram.webhook import ButtonPressed, MembershipChanged, StartCommand, TextMessage, parse
from workflows.accounts.users import link_telegram
from workflows.conversations import answer_button, find_question, reply_on_telegram
from workflows.status import forget_chat


def start_pressed(session: Session, event: InboxEvent, start: StartCommand, now: datetime) -> None:
    """`/start <token>` links the chat to the person the token was made for."""
    if start.token is None:
        reply_on_telegram(session, chat_id=start.chat_id, text=_welcome(session, start.from_id), now=now)
        return
    subscriber_id = read_chat_code(start.token)
    if subscriber_id is not None:
        subscribe_telegram(session, subscriber_id, start.chat_id, now)
        return
    try:
        with session.begin_nested(), acting(session, via=Via.TELEGRAM, actor_id=None):
            user = link_telegram(session, token=start.token, chat_id=start.chat_id, now=now)
    except DomainError as refusal:
        sentence = str(refusal)
    else:
        with force_locale(user.locale):
            sentence = _started(user)
    reply_on_telegram(session, chat_id=start.chat_id, text=sentence, now=now)
    event.raw = {
        "update_id": start.update_id,
        "message": {"text": "/start •••"},
    }  # the token is a secret: not kept in the event's text


def _started(user: User) -> str:
    if user.telegram_verified_at is None:  # somebody else made the link: nothing personal goes to this chat yet
        return gettext(
            "Chat ini dicatat (ID %(chat)s) dan menunggu konfirmasi: pemilik akun masuk ke Sigap, membuka Profil, lalu"
            " menekan “Ini Telegram saya”.",
            chat=user.telegram_chat_id,
        )
    return gettext("Halo %(name)s, Telegram Anda sudah tertaut. Kabar kerja masuk ke sini.", name=user.name)


def button_pressed(session: Session, _event: InboxEvent, tap: ButtonPressed, now: datetime) -> None:
    """Every tap is answered, or the phone shows a spinner; who pressed is said by Telegram, never by the button."""
    user = _linked(session, tap.from_id)
    with force_locale(user.locale if user else "id"):
        sentence = _outcome(session, user, tap.data, now)
    answer_button(session, callback_id=tap.callback_id, chat_id=tap.chat_id, text=sentence, user=user, now=now)


def _outcome(session: Session, user: User | None, pressed: str, now: datetime) -> str:
    if user is None:
        return gettext("Tautkan dulu Telegram Anda: buka Sigap, menu Profil, lalu “Tautkan Telegram”.")
    prefix, _, argument = pressed.partition(":")
    callback = find_callback(prefix)
    if callback is None:
        return gettext("Tombol ini sudah tidak dipakai. Buka Sigap untuk melihat keadaan terakhir.")
    try:
        with session.begin_nested(), acting(session, via=Via.TELEGRAM, actor_id=user.id):
            return str(callback(session, user, argument, now))
    except DomainError as refusal:
        return str(refusal)


def text_written(session: Session, _event: InboxEvent, words: TextMessage, now: datetime) -> None:
    """The answer to what the bot has asked; else it says that it reads no text, instead of staying silent."""
    if stop_telegram(session, words.chat_id, words.text, now):
        return
    user = _linked(session, words.from_id)
    asks = find_question(session, user=user, reply_to=words.reply_to, now=now) if user else None
    answer = find_text_answer(asks) if asks else None
    if user is None or answer is None:
        reply_on_telegram(session, chat_id=words.chat_id, text=_welcome(session, words.from_id), now=now)
        return
    with force_locale(user.locale):
        try:
            with session.begin_nested(), acting(session, via=Via.TELEGRAM, actor_id=user.id):
                sentence = str(answer(session, user, words.text, now))
        except DomainError as refusal:
            sentence = str(refusal)
    reply_on_telegram(session, chat_id=words.chat_id, text=sentence, now=now)


def membership_changed(session: Session, _event: InboxEvent, change: MembershipChanged, now: datetime) -> None:
    """Blocked: deliveries go by e-mail until the person lets the bot in again."""
    if change.blocked:
        forget_chat(session, chat_id=change.user_id)
    theirs = update(User).where(User.telegram_chat_id == change.user_id)
    session.execute(theirs.values(telegram_blocked_at=now if change.blocked else None))


def _welcome(session: Session, from_id: int) -> str:
    user = _linked(session, from_id)
    if user is None:
        return gettext(
            "Ini bot Sigap. Untuk menautkan Telegram Anda, buka Sigap, menu Profil, lalu tekan “Tautkan Telegram”."
            " ID Telegram Anda: %(chat)s.",
            chat=from_id,
        )
    with force_locale(user.locale):
        return gettext(
            "Halo %(name)s. Kabar kerja masuk ke sini dan dijawab dengan tombolnya; tulisan bebas tidak dibaca.",
            name=user.name,
        )


def _linked(session: Session, telegram_id: int) -> User | None:
    """Whose proved chat it is. In a private chat, the chat's id is the person's id."""
    proved = select(User).where(
        User.telegram_chat_id == telegram_id,
        User.telegram_verified_at.is_not(None),
        User.status == UserStatus.ACTIVE,
    )
    return session.scalars(proved).one_or_none()


RECEIVERS: dict[tuple[Provider | str, str], Receiver] = {
    (Provider.TELEGRAM, "start"): reading(parse, StartCommand, start_pressed),
    (Provider.TELEGRAM, "button"): reading(parse, ButtonPressed, button_pressed),
    (Provider.TELEGRAM, "text"): reading(parse, TextMessage, text_written),
    (Provider.TELEGRAM, "membership"): reading(parse, MembershipChanged, membership_changed),
}

"""Erase a member's account."""

from datetime import datetime

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from app.core.errors import NotAllowed
from app.core.i18n import N_
from app.core.identifiers import new_secret
from app.models.accounts.member import EmailChange, Signup
from app.models.accounts.mfa import Authenticator, Passkey, RecoveryCode
from app.models.accounts.sso import Identity
from app.models.accounts.user import Role, User
from app.models.accounts.user_flow import USER_FLOW
from app.models.chat.chat import Chat
from app.models.forum.forum import ForumFollow
from app.models.messaging.contact import WhatsAppContact
from app.models.messaging.notification import NotificationChoice
from app.models.status.subscriber import StatusSubscriber
from app.models.support.ticket import SupportTicket
from workflows.accounts.users import hash_password
from workflows.authentication.sessions import close_every_way_in
from workflows.transitions import note, transition

GONE = "Anggota terhapus"
_DIRECT = {"synchronize_session": False}


def erase_account(session: Session, *, user: User, now: datetime) -> User:
    """A member's account ends: its name and addresses go, every way in closes. What was written stays without a name.

    Visits, invoices and payments belong to the customer's record and are kept as the law on bookkeeping wants.
    Raises NotAllowed for staff, whose accounts an admin ends.
    """
    own = session.scalars(select(User).where(User.id == user.id).with_for_update()).one()
    if own.role != Role.MEMBER:
        raise NotAllowed(N_("Akun staf diakhiri oleh admin."))
    close_every_way_in(session, user=own, actor=own, now=now)
    _forget_contact_details(session, own)
    for table in (Identity, Passkey, Authenticator, RecoveryCode, NotificationChoice, EmailChange, Signup, ForumFollow):
        session.execute(delete(table).where(table.user_id == own.id))
    transition(session, USER_FLOW, own.id, "deactivate", actor=None, now=now)
    own.name, own.username = GONE, f"terhapus-{own.id}"
    own.email = own.email_verified_at = own.phone_e164 = own.telegram_chat_id = None
    own.photo_id = own.customer_id = own.home_area = None
    own.has_second_factor, own.password_hash, own.updated_at = False, hash_password(new_secret()), now
    session.flush()
    note(session, User.__tablename__, own.id, "account_erased", actor=own, now=now)
    return own


def _forget_contact_details(session: Session, own: User) -> None:
    """Names and addresses that tickets and chats keep beside the account; news of the status page end."""
    tickets = update(SupportTicket).where(SupportTicket.requester_id == own.id)
    session.execute(
        tickets.values(requester_name=GONE, requester_email=None, asked_email=None).execution_options(**_DIRECT)
    )
    chats = update(Chat).where(Chat.requester_id == own.id)
    session.execute(chats.values(visitor_name=GONE, visitor_email="").execution_options(**_DIRECT))
    theirs = [StatusSubscriber.email == own.email.lower()] if own.email else []
    theirs += [StatusSubscriber.chat_id == own.telegram_chat_id] if own.telegram_chat_id else []
    if own.phone_e164:
        chats = select(WhatsAppContact.id).where(WhatsAppContact.phone_e164 == own.phone_e164)
        theirs.append(StatusSubscriber.contact_id.in_(chats))
    if theirs:
        session.execute(delete(StatusSubscriber).where(or_(*theirs)))

"""Everything but role, status and password, which have verbs of their own."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from workflows.accounts.users.rules import clean_email, clean_name, clean_phone, clean_username, get_person, skills_of
from workflows.accounts.users.telegram.chat import claim_chat
from workflows.authentication.sessions import Change, end_former_contact, notify_of_change


def edit_user(
    session: Session,
    *,
    user_id: int,
    actor: User,
    now: datetime,
    name: str,
    username: str,
    email: str | None = None,
    phone_e164: str | None = None,
    home_area: str | None = None,
    skill_ids: Sequence[int] = (),
    telegram_chat_id: int | None = None,
    locale: str = "id",
) -> User:
    """Everything but role, status and password, which have verbs of their own."""
    user = get_person(session, user_id, actor=actor)
    former_email, former_phone = user.email, user.phone_e164
    user.name = clean_name(name)
    user.username = clean_username(session, username, besides=user.id)
    user.email = clean_email(session, email, besides=user.id)
    user.phone_e164 = clean_phone(session, phone_e164, besides=user.id)
    user.home_area = (home_area or "").strip() or None
    user.skills = skills_of(session, list(skill_ids))
    user.locale = locale
    claim_chat(session, user, telegram_chat_id, now=now)
    user.updated_at = now
    session.flush()
    end_former_contact(session, user, now=now, email=former_email, phone=former_phone)
    if user.email != former_email:
        user.email_verified_at = None
        notify_of_change(session, user, Change.EMAIL, now=now, email=former_email)
    if user.phone_e164 != former_phone:
        notify_of_change(session, user, Change.PHONE, now=now, email=former_email)
    return user

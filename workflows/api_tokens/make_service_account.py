"""Accounts of other programs: they have a key and no password that anybody knows."""

import re
import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import Invalid, NotAllowed
from app.core.i18n import N_
from app.core.text.cleaning import clear_line
from app.models.accounts.api_token import TokenKind
from app.models.accounts.user import Role, User
from workflows.accounts.users import hash_password
from workflows.api_tokens.make_token import make_token
from workflows.api_tokens.token_rows import MadeToken

# no admins, and nobody whom a visit could be given to
SERVICE_ROLES = (Role.CS, Role.SALES, Role.MANAGER, Role.DEVELOPER, Role.DEVOPS, Role.PRODUCT)
LONGEST_NAME = 120


def make_service_account(
    session: Session,
    *,
    name: str,
    role: Role,
    scopes: Sequence[str],
    expires_at: datetime,
    actor: User,
    now: datetime,
) -> MadeToken:
    """By an admin: a user that cannot log in, and its first key."""
    if actor.role != Role.ADMIN:
        raise NotAllowed
    name = clear_line(name)
    if not name or len(name) > LONGEST_NAME:
        raise Invalid(N_("Nama harus diisi."), field="name")
    if role not in SERVICE_ROLES:
        raise Invalid(N_("Akun layanan tidak dapat memakai peran ini."), field="role")
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:24] or "layanan"
    account = User(
        name=name,
        username=f"svc-{slug}-{secrets.token_hex(3)}",
        role=role,
        is_service=True,
        must_change_password=False,
        password_hash=hash_password(secrets.token_urlsafe(48)),
        updated_at=now,
    )
    session.add(account)
    session.flush()
    return make_token(
        session,
        owner=account,
        name=name[:80],
        scopes=scopes,
        expires_at=expires_at,
        actor=actor,
        now=now,
        kind=TokenKind.SERVICE,
    )

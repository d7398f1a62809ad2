"""Keep a passkey whose device proved that it holds the private half."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.mfa import Passkey
from app.models.accounts.user import User
from workflows.authentication.mfa.mark_factors import mark_factors
from workflows.authentication.mfa.passkeys.find_passkey import find_passkey, list_passkeys
from workflows.authentication.mfa.recovery_codes import count_recovery_codes
from workflows.authentication.mfa.renew_recovery_codes import renew_recovery_codes

MOST = 20


def store_passkey(
    session: Session,
    *,
    user: User,
    credential_id: str,
    public_key: bytes,
    sign_count: int,
    name: str,
    key: str,
    now: datetime,
) -> list[str]:
    """Recovery codes to be shown once, where the person has none left. Raises Invalid for a key that is known."""
    if find_passkey(session, credential_id=credential_id) is not None:
        raise Invalid(N_("Passkey ini sudah terdaftar."))
    if len(list_passkeys(session, user_id=user.id)) >= MOST:
        raise Invalid(N_("Sudah terlalu banyak passkey. Hapus yang tidak dipakai dulu."))
    kept = Passkey(
        user_id=user.id,
        name=" ".join(name.split())[:60] or "Passkey",
        credential_id=credential_id,
        public_key=public_key,
        sign_count=sign_count,
        created_at=now,
    )
    session.add(kept)
    mark_factors(session, user_id=user.id, what="passkey_added", actor=user, now=now)
    if count_recovery_codes(session, user_id=user.id):
        return []
    return renew_recovery_codes(session, user=user, key=key, now=now, owner_notified=True)

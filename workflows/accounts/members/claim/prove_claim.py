"""Check the code of a claim."""

from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.core.errors import NotAvailable
from app.core.i18n import N_
from app.core.identifiers import sha256
from app.models.accounts.member import AccountClaim
from workflows.accounts.users import password_fits, waste_time

MOST_TRIES = 5


def prove_claim(session: Session, *, ticket: str, code: str, now: datetime) -> int | None:
    """None: proved. Otherwise how many tries are left; counted whatever comes of them, so do not roll back.

    Raises NotAvailable when there is nothing to try (any more). Every try costs one hash, known number or not.
    """
    counted = (
        update(AccountClaim)
        .where(
            AccountClaim.ticket_sha256 == sha256(ticket),
            AccountClaim.tries < MOST_TRIES,
            AccountClaim.proved_at.is_(None),
            AccountClaim.created_at > now - timedelta(hours=1),
        )
        .values(tries=AccountClaim.tries + 1)
        .returning(AccountClaim)
    )
    claim = session.scalars(counted, execution_options={"populate_existing": True}).one_or_none()
    if claim is None:
        raise NotAvailable(N_("Kode ini sudah tidak dapat dipakai. Minta kode baru."))
    digits = "".join(code.split())
    is_live = claim.code_hash is not None and claim.expires_at is not None and now < claim.expires_at
    if claim.code_hash is None:
        waste_time(digits)
    elif password_fits(digits, claim.code_hash) and is_live:
        claim.proved_at = now
        session.flush()
        return None
    return MOST_TRIES - claim.tries

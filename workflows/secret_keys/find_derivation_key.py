"""Find the key that long-lived secrets are drawn from; it stays the same when SECRET_KEY changes."""

from sqlalchemy.orm import Session

from app.core.crypto.key_ring import KeyRing
from app.models.sealed_key import ONLY, SealedKey


def find_sealed_key(session: Session) -> SealedKey | None:
    return session.get(SealedKey, ONLY)


def find_derivation_key(session: Session, ring: KeyRing) -> str:
    """The sealed one, else the oldest key that is set. Raises NoKeyOpens."""
    kept = find_sealed_key(session)
    if kept is not None:
        return ring.open(kept.key_id, kept.sealed)
    return (ring.current, *ring.previous)[-1]

"""Seal the derivation key under today's SECRET_KEY."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.crypto.key_ring import KeyRing, id_of_key
from app.models.sealed_key import ONLY, SealedKey
from workflows.secret_keys.find_derivation_key import find_derivation_key


def reseal_key(session: Session, ring: KeyRing, *, now: datetime) -> SealedKey:
    """From then on the former SECRET_KEY opens nothing any more. Raises NoKeyOpens."""
    key = find_derivation_key(session, ring)
    kept = session.get(SealedKey, ONLY, with_for_update=True, populate_existing=True) or SealedKey(id=ONLY)
    kept.key_id, kept.sealed, kept.sealed_at = id_of_key(ring.current), ring.seal(key), now
    session.add(kept)
    session.flush()
    return kept

"""Clerk's session token: a JWT that its pages keep fresh every minute (clerk.com/docs, session tokens v2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

LEEWAY = 5  # seconds
JWKS_TIMEOUT = 5  # seconds


@dataclass(frozen=True, slots=True)
class ClerkSession:
    """`subject`: Clerk's id of the person; `session_id` of the log-in there."""

    subject: str
    session_id: str


class ClerkSessions:
    """Reads tokens of one Clerk instance; its keys are fetched once and kept an hour."""

    def __init__(self, issuer: str, parties: Sequence[str] = (), jwks_url: str = "") -> None:
        from jwt import PyJWKClient  # noqa: PLC0415  heavy, and only where Clerk is used

        self._issuer, self._parties = issuer.rstrip("/"), frozenset(parties)
        url = jwks_url or f"{self._issuer}/.well-known/jwks.json"
        self._keys = PyJWKClient(url, cache_keys=True, lifespan=3600, timeout=JWKS_TIMEOUT)

    def read(self, token: str) -> ClerkSession | None:
        """None for anything that is not a valid, current token of this instance for one of our pages."""
        import jwt  # noqa: PLC0415

        try:
            key = self._keys.get_signing_key_from_jwt(token)
            claims: dict[str, Any] = jwt.decode(
                token,
                key.key,
                algorithms=["RS256"],
                issuer=self._issuer,
                leeway=LEEWAY,
                options={"require": ["exp", "nbf", "iss", "sub", "sid"], "verify_aud": False},
            )
        except (jwt.PyJWTError, ValueError):
            return None
        party = claims.get("azp")
        if claims.get("sts") == "pending" or (self._parties and party is not None and party not in self._parties):
            return None
        return ClerkSession(str(claims["sub"])[:250], str(claims["sid"])[:250])

"""Clerk's session token: a JWT that its pages keep fresh every minute (clerk.com/docs, session tokens v2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from integrations.provider_keys import ProviderKeys
from integrations.wire import Wire

LEEWAY = 5  # seconds
JWKS_TIMEOUT = 5.0  # seconds


@dataclass(frozen=True, slots=True)
class ClerkSession:
    """`subject`: Clerk's id of the person; `session_id` of the log-in there."""

    subject: str
    session_id: str


class ClerkSessions:
    """Reads tokens of one Clerk instance."""

    def __init__(self, issuer: str, parties: Sequence[str] = (), jwks_url: str = "") -> None:
        self._issuer, self._parties = issuer.rstrip("/"), frozenset(parties)
        url = jwks_url or f"{self._issuer}/.well-known/jwks.json"
        wire = Wire(url, timeout=JWKS_TIMEOUT, pool_size=1)
        self._keys = ProviderKeys(lambda: _with_keys(wire.get(url).body))

    def read(self, token: str) -> ClerkSession | None:
        """None for anything that is not a valid, current token of this instance for one of our pages."""
        import jwt  # noqa: PLC0415  heavy, and only where Clerk is used

        try:
            key = self._find_key(jwt.get_unverified_header(token).get("kid"))
            if key is None:
                return None
            claims: dict[str, Any] = jwt.decode(
                token,
                jwt.PyJWK(key).key,
                algorithms=["RS256"],
                issuer=self._issuer,
                leeway=LEEWAY,
                options={"require": ["exp", "nbf", "iss", "sub", "sid"], "verify_aud": False},
            )
        except (jwt.PyJWTError, ValueError, KeyError, TypeError):
            return None
        party = claims.get("azp")
        if claims.get("sts") == "pending" or (self._parties and party is not None and party not in self._parties):
            return None
        return ClerkSession(str(claims["sub"])[:250], str(claims["sid"])[:250])

    def _find_key(self, kid: Any) -> dict[str, Any] | None:
        known = self._keys.current() or {"keys": []}
        found = next((key for key in known["keys"] if kid and key.get("kid") == kid), None)
        if found is None:
            self._keys.ask_again()
        return found


def _with_keys(body: Mapping[str, Any]) -> Mapping[str, Any]:
    """Raises ValueError for an answer that holds no list of keys."""
    keys = body.get("keys")
    if not isinstance(keys, list) or not all(isinstance(key, dict) for key in keys):
        raise ValueError("no keys")
    return {"keys": keys}

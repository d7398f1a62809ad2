"""A new token's row and its secret."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from app.core.identifiers import sha256
from app.models.accounts.api_token import ApiToken, TokenKind, TokenStatus
from app.models.accounts.user import User

SHOWN = 12


@dataclass(frozen=True, slots=True)
class MadeToken:
    """`secret` is shown to its owner once; only its hash is kept."""

    token: ApiToken
    secret: str


def new_token(owner: User, name: str, kind: TokenKind, scopes: list[str], expires_at: datetime) -> MadeToken:
    secret = f"sgp_{secrets.token_urlsafe(32)}"
    token = ApiToken(
        user_id=owner.id,
        kind=kind,
        name=name,
        prefix=secret[:SHOWN],
        token_sha256=sha256(secret),
        scopes=scopes,
        expires_at=expires_at,
        status=TokenStatus.ACTIVE,
    )
    return MadeToken(token, secret)

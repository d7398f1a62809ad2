"""What the support desk's mail is signed with."""

from app.http.security.secret_keys import derivation_key


def mail_keys() -> list[bytes]:
    """Of signed addresses; the key stays the same when SECRET_KEY changes."""
    return [derivation_key().encode()]

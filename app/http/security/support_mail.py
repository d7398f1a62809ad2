"""What the support desk's mail is signed with, and how our own Message-IDs end."""

from urllib.parse import urlsplit

from flask import current_app

from app.http.security.secret_keys import derivation_key


def mail_keys() -> list[bytes]:
    """Of signed addresses; the key stays the same when SECRET_KEY changes."""
    return [derivation_key().encode()]


def public_host() -> str:
    return urlsplit(current_app.config["SETTINGS"].public_url).hostname or "localhost"

"""Parts of PUBLIC_URL."""

from urllib.parse import urlsplit

from flask import current_app


def public_host() -> str:
    """Of passkeys and of our Message-IDs."""
    return urlsplit(current_app.config["SETTINGS"].public_url).hostname or "localhost"


def public_origin() -> str:
    parts = urlsplit(current_app.config["SETTINGS"].public_url)
    return f"{parts.scheme}://{parts.netloc}"

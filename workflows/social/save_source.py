"""Save a place where public posts are looked for."""

import re
from urllib.parse import urlsplit

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.core.text.cleaning import clear_line
from app.models.social.social import SocialSource, SourceKind

_TAG = re.compile(r"/tags/[^/]+/?")


def save_source(
    session: Session,
    source: SocialSource,
    *,
    kind: SourceKind,
    name: str,
    address: str,
    opens_tickets: bool,
    is_active: bool,
) -> SocialSource:
    """Another address is read from its beginning."""
    address = _checked(kind, clear_line(address))
    existing = select(SocialSource.id).where(SocialSource.address == address, SocialSource.id != (source.id or 0))
    with session.no_autoflush:
        if session.scalar(existing) is not None:
            raise Invalid(N_("Alamat ini sudah dibaca."), field="address")
    if source.address != address:
        source.last_id, source.poll_error = "", ""
    source.kind, source.address, source.name = kind, address, clear_line(name)
    source.opens_tickets, source.is_active = opens_tickets, is_active
    session.add(source)
    session.flush()
    return source


def _checked(kind: SourceKind, address: str) -> str:
    try:
        parts = urlsplit(address)
        fits = parts.scheme in {"https", "http"} and bool(parts.hostname) and parts.username is None
        _ = parts.port
    except ValueError:
        parts, fits = urlsplit(""), False
    if not fits:
        raise Invalid(N_("Tulis alamat dengan https://."), field="address")
    if kind == SourceKind.MASTODON and not (_TAG.fullmatch(parts.path) and not parts.query):
        raise Invalid(N_("Alamat tag Mastodon seperti https://mastodon.social/tags/servisac."), field="address")
    return address

"""Which sites may show the widget."""

from urllib.parse import urlsplit

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.core.text.cleaning import clear_line
from app.models.chat.chat import ChatSite

LOCAL = ("localhost", "127.0.0.1")


def save_site(session: Session, site: ChatSite, *, origin: str, name: str, is_active: bool) -> ChatSite:
    """Only scheme, host and port of the address are kept; http for this machine alone."""
    site.origin = _origin(origin)
    existing = select(ChatSite.id).where(ChatSite.origin == site.origin, ChatSite.id != (site.id or 0))
    with session.no_autoflush:
        if session.scalar(existing) is not None:
            raise Invalid(N_("Situs ini sudah terdaftar."), field="origin")
    site.name, site.is_active = clear_line(name), is_active
    session.add(site)
    session.flush()
    return site


def _origin(address: str) -> str:
    """As browsers write it: it stands in a header, so nothing else may."""
    try:
        parts = urlsplit(clear_line(address).lower())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        host, port, parts = "", None, urlsplit("")
    fits = host.isascii() and host.replace("-", "").replace(".", "").isalnum()
    if not fits or not (parts.scheme == "https" or (parts.scheme == "http" and host in LOCAL)):
        raise Invalid(N_("Tulis alamat situs dengan https://, misalnya https://toko.example."), field="origin")
    return f"{parts.scheme}://{host}" + (f":{port}" if port else "")

"""Who the sender of a report or ticket is at Clerk or another provider."""

from urllib.parse import urlsplit

from flask import current_app
from sqlalchemy.orm import Session

from app.core.i18n import gettext
from app.models.accounts.sso import Identity
from workflows.authentication.sso import list_identities


def linked_identities(session: Session, user_id: int | None) -> str | None:
    """Every one is verified: it was linked by a log-in at the provider, and ends when it is taken off."""
    found = list_identities(session, user_id=user_id) if user_id else ()
    return ", ".join(_words(one) for one in found) or None


def _words(identity: Identity) -> str:
    clerk = (current_app.config["SETTINGS"].clerk_issuer or "").rstrip("/")
    provider = "Clerk" if identity.issuer == clerk else urlsplit(identity.issuer).hostname or identity.issuer
    return gettext("%(provider)s: %(who)s (terverifikasi)", provider=provider, who=identity.email or identity.subject)

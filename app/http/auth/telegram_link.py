"""The deep link that ties a Telegram account to a person, for the panel and the profile page alike."""

from dataclasses import dataclass

from flask import current_app
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.http.forms.submission import submit
from app.models.accounts.user import User
from app.presenters.qr import qr_png
from workflows.accounts.users import new_telegram_link


@dataclass(frozen=True, slots=True)
class LinkPage:
    """`url` None: no bot is configured, or this form was sent before (the link is shown only once)."""

    url: str | None
    qr: str  # an image for another phone's camera
    bot: str | None


def link_page(person: User, *, actor: User) -> LinkPage:
    """Make a fresh link in answer to a POST; valid for 15 minutes, once."""
    bot = current_app.config["SETTINGS"].telegram_bot_username
    made: list[str] = []

    def work(session: Session) -> dict[str, object]:
        made.append(new_telegram_link(session, user=person, actor=actor, now=utc_now()))
        return {}  # the token is in no answer we keep

    if bot:
        submit(work)
    url = f"https://t.me/{bot}?start={made[-1]}" if made else None
    qr = qr_png(url) if url else ""
    return LinkPage(url, qr, bot)

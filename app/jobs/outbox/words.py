"""The text of a message: its template for the channel, in the reader's language."""

import re

from flask import current_app
from flask_babel import force_locale

from app.jobs.outbox.messages.message import OutgoingMessage
from app.models.messaging.outbox import Channel
from app.presenters.messaging.shorten import shorten_html, shorten_text

FILES = {
    Channel.WHATSAPP: ("whatsapp.txt",),
    Channel.TELEGRAM: ("telegram.html",),
    Channel.EMAIL: ("email.txt",),
    Channel.IN_APP: ("inapp.txt", "email.txt"),
    Channel.PUSH: ("push.txt", "inapp.txt", "email.txt"),
    Channel.META: ("meta.txt",),
    Channel.WEBHOOK: ("webhook.json",),
}
SHORTENED = {Channel.TELEGRAM: shorten_html, Channel.WHATSAPP: shorten_text}
BLANK_LINES = re.compile(r"\n(?:[ \t]*\n){2,}")  # what an absent part leaves around itself
OPENED = {Channel.IN_APP, Channel.PUSH}  # the whole of it is a link already: none in the words


def words_of(message: OutgoingMessage, link: str | None = None) -> str:
    """Straight from Jinja: the variables that surround a page are nothing to a message. `link`: absolute."""
    template = current_app.jinja_env.get_or_select_template(
        [f"messages/{message.template}/{name}" for name in FILES[message.channel]]
    )
    shown = "" if message.channel in OPENED else link
    with force_locale(message.locale):
        words = BLANK_LINES.sub("\n\n", template.render(link=shown, **message.facts).strip())
    return SHORTENED[message.channel](words) if message.channel in SHORTENED else words

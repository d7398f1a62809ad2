"""An e-mail's layout: the message's text as HTML, and the way to stop what is not essential."""

import re
from dataclasses import dataclass
from email.utils import parseaddr

from flask import Flask, render_template
from flask_babel import force_locale

from app.core.i18n import gettext
from app.jobs.outbox.sending.leased_delivery import LeasedDelivery
from app.models.messaging.notification import TOPIC_LABELS, Topic
from app.settings import Settings
from integrations.support_mail.quoted_reply import OWN_LINE

_BLANK = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Mail:
    """`message_id` stays over retries, so that a double shows."""

    subject: str
    text: str
    html: str
    message_id: str
    headers: dict[str, str]
    bounces_to: str | None = None


def compose(app: Flask, settings: Settings, delivery: LeasedDelivery) -> Mail:
    """Called in a sending thread: everything it needs stands in the message."""
    subject, _, text = delivery.body.partition("\n")
    text = text.strip() or subject
    threading = delivery.payload.get("mail") or {}
    if threading:
        text = f"{OWN_LINE}\n\n{text}"
    base = settings.public_url.rstrip("/")
    known = delivery.payload.get("stop")
    stop_url = f"{base}{known['path']}" if known else None
    lang = delivery.payload.get("locale", "id")
    with app.app_context(), force_locale(lang):
        topic = TOPIC_LABELS[Topic(known["topic"])] if known else ""
        stop = gettext("Berhenti menerima e-mail tentang “%(topic)s”", topic=topic)
        html = render_template(
            "messages/layout.html",
            lang=lang,
            sender=parseaddr(settings.smtp_sender)[0] or "Sigap",
            subject=subject,
            paragraphs=[part.strip().split("\n") for part in _BLANK.split(text) if part.strip()],
            link=delivery.payload.get("link"),
            home=f"{base}/",
            button=gettext("Buka di Sigap"),
            why=gettext("E-mail ini dikirim otomatis oleh Sigap."),
            stop_url=stop_url,
            stop=stop,
        )
    if stop_url:
        text = f"{text}\n\n-- \n{stop}:\n{stop_url}"
    host = base.partition("://")[2].partition("/")[0].partition(":")[0]
    own_id = threading.get("message_id") or f"<delivery-{delivery.id}@{host}>"
    headers = {**_ways_out(stop_url), **threading.get("headers", {})}
    return Mail(subject, text, html, own_id, headers, threading.get("bounces_to"))


def _ways_out(stop_url: str | None) -> dict[str, str]:
    """One click in the mail program (RFC 8058)."""
    if stop_url is None:
        return {}
    one_click = {"List-Unsubscribe-Post": "List-Unsubscribe=One-Click"} if stop_url.startswith("https://") else {}
    return {"List-Unsubscribe": f"<{stop_url}>", **one_click}

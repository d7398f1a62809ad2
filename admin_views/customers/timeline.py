"""A customer's timeline, as entries of ui.timeline."""

from datetime import UTC, datetime
from typing import Any

from admin_views.framework.navigation import record_url
from app.core.flow import Flow
from app.core.i18n import N_, Sentence, gettext
from app.core.identifiers import read_id
from app.models.finance.invoice import Invoice
from app.models.finance.invoice_flow import INVOICE_FLOW
from app.models.finance.payment import PAYMENT_FLOW
from app.models.messaging.inbox import InboxEvent
from app.models.messaging.outbox import DELIVERY_FLOW, Delivery
from app.models.visits.visit import VISIT_FLOW, VisitTicket
from app.presenters.dates import moment
from app.presenters.money import rupiah
from workflows.customers import TimelineEntry

_FLOWS: dict[str, Flow] = {
    "visit": VISIT_FLOW,
    "invoice": INVOICE_FLOW,
    "payment": PAYMENT_FLOW,
    "sent": DELIVERY_FLOW,
}
_WORDS: dict[str, Sentence] = {
    "visit": N_("Kunjungan"),
    "invoice": N_("Invoice"),
    "payment": N_("Pembayaran"),
    "rating": N_("Penilaian"),
    "sent": N_("Pesan keluar"),
    "received": N_("Pesan masuk"),
}
_ICONS = {
    "visit": "wrench",
    "invoice": "receipt",
    "payment": "money",
    "rating": "star",
    "sent": "send",
    "received": "chat",
}
_PAGES: dict[str, Any] = {
    "visit": VisitTicket,
    "invoice": Invoice,
    "payment": Invoice,
    "rating": VisitTicket,
    "sent": Delivery,
    "received": InboxEvent,
}
_CHANNELS = {"WHATSAPP": "WhatsApp", "TELEGRAM": "Telegram", "EMAIL": "E-mail"}
LONGEST = 160


def entries(happenings: list[TimelineEntry]) -> list[dict[str, Any]]:
    return [
        {
            "at": moment(one.at),
            "at_iso": one.at.isoformat(),
            "title": _title(one),
            "text": _text(one),
            "tone": _tone(one),
            "icon": _ICONS[one.kind],
            "href": _href(one),
        }
        for one in happenings
    ]


def _tone(one: TimelineEntry) -> str:
    flow = _FLOWS.get(one.kind)
    return flow.tones.get(flow.statuses(one.status), "neutral") if flow and one.status else "neutral"


def cursor_of(happening: TimelineEntry) -> str:
    """`2026-11-21T03:00:00+00:00~visit~17`, for the link to what is older."""
    return f"{happening.at.astimezone(UTC).isoformat()}~{happening.kind}~{happening.id}"


def read_cursor(text: str) -> tuple[datetime, str, int] | None:
    """None for no cursor, and for one that nobody made here."""
    at, _, rest = text.partition("~")
    kind, _, number = rest.partition("~")
    record_id = read_id(number)
    if kind not in _WORDS or record_id is None:
        return None
    try:
        moment_ = datetime.fromisoformat(at.replace(" ", "+"))
    except ValueError:
        return None
    return (moment_, kind, record_id) if moment_.tzinfo else None


def _title(one: TimelineEntry) -> str:
    word = str(_WORDS[one.kind])
    if one.kind == "rating":
        return f"{word}: ★ {(one.title or '').replace('.', ',')}"
    if one.kind in {"sent", "received"}:
        return f"{word} · {_CHANNELS.get(one.title, one.title)}"
    return f"{word} {one.title}"


def _text(one: TimelineEntry) -> str:
    flow = _FLOWS.get(one.kind)
    status = str(flow.labels.get(flow.statuses(one.status), one.status)) if flow else ""
    if one.kind == "received" and one.status == "FAILED":
        status = gettext("Gagal diproses")
    text = rupiah(int(one.text)) if one.kind in {"invoice", "payment"} else " ".join((one.text or "").split())
    text = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
    return " · ".join(part for part in (status, text) if part)


def _href(one: TimelineEntry) -> str | None:
    """Only to screens this user may enter."""
    return record_url(_PAGES[one.kind], one.about_id)

"""Which function applies which event of which provider."""

from app.jobs.inbox.handlers import clerk, mail, meta, midtrans, sendgrid, telegram, whatsapp
from app.jobs.inbox.handlers.outcome import Ignored, NotApplied, Receiver, ignore
from app.models.messaging.inbox import Provider

RECEIVERS: dict[tuple[Provider | str, str], Receiver] = {
    **clerk.RECEIVERS,
    **mail.RECEIVERS,
    **meta.RECEIVERS,
    **midtrans.RECEIVERS,
    **sendgrid.RECEIVERS,
    **telegram.RECEIVERS,
    **whatsapp.RECEIVERS,
}

__all__ = ["RECEIVERS", "Ignored", "NotApplied", "Receiver", "ignore"]

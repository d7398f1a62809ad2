"""Where providers tell us things: verify, keep, answer 200 only after the commit; a job applies it later."""

from app.web.webhooks import alarms, clerk, mail, meta, midtrans, sendgrid, telegram, whatsapp
from app.web.webhooks.blueprint import blueprint

__all__ = ["alarms", "blueprint", "clerk", "mail", "meta", "midtrans", "sendgrid", "telegram", "whatsapp"]

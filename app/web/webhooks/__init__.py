"""Where providers tell us things: verify, keep, answer 200 only after the commit; a job applies it later."""

from app.web.webhooks import midtrans, sendgrid, telegram, whatsapp
from app.web.webhooks.door import blueprint

__all__ = ["blueprint", "midtrans", "sendgrid", "telegram", "whatsapp"]

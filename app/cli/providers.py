"""Trying the outside parties: `mail-test`, `whatsapp-test`, `telegram-webhook`."""

import sys
import uuid

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext

from app.core.phones import to_e164
from app.http.provider_clients import sendgrid_client, smtp_client, telegram_client, whatsapp_client
from app.settings import Settings
from integrations.sendgrid.client import SendGridClient
from integrations.smtp.client import SmtpClient
from integrations.whatsapp.messages import Recipient

SUBJECT, WORDS = "Sigap: percobaan", "Surat percobaan dari Sigap. Kalau ini terbaca, pengiriman berjalan."


@click.command("mail-test")
@click.argument("address")
@with_appcontext
def mail_test(address: str) -> None:
    """Send a mail to ADDRESS through the mail server or SendGrid, whichever the settings choose."""
    settings = _settings()
    if settings.mail_carrier is None:
        sys.exit("E-mail is in sandbox: set SMTP_HOST or SENDGRID_API_KEY.")
    message_id = f"<{uuid.uuid4().hex}@{settings.smtp_sender.rpartition('@')[2].rstrip('>')}>"
    sent = mail_client(settings).send(address, SUBJECT, WORDS, message_id=message_id)
    print(f"Accepted by {settings.mail_carrier} for {address}: {sent.provider_id}")


@click.command("whatsapp-test")
@click.argument("number")
@with_appcontext
def whatsapp_test(number: str) -> None:
    """Send a text to NUMBER; it arrives only if that number wrote to ours within 24 hours."""
    settings = _settings()
    client = whatsapp_client(settings) or sys.exit("WhatsApp is in sandbox: set WA_TOKEN and WA_PHONE_NUMBER_ID.")
    to = Recipient(wa_id=to_e164(number).lstrip("+"))
    print(f"Accepted by WhatsApp: {client.send_text(to, WORDS, callback_data='test').provider_id}")


telegram_webhook = AppGroup("telegram-webhook", help="Where Telegram posts updates to.")


@telegram_webhook.command("set")
def set_webhook() -> None:
    """Have Telegram post to PUBLIC_URL/webhooks/telegram with TELEGRAM_WEBHOOK_SECRET."""
    settings = _settings()
    client = telegram_client(settings) or sys.exit("Telegram is in sandbox: set TELEGRAM_BOT_TOKEN.")
    secret = settings.telegram_webhook_secret or sys.exit("Set TELEGRAM_WEBHOOK_SECRET first.")
    client.set_webhook(webhook_address(settings), secret)
    print(f"Telegram posts to {webhook_address(settings)}")


@telegram_webhook.command("show")
def show_webhook() -> None:
    """Print where Telegram posts to, what waits there and its last trouble."""
    client = telegram_client(_settings()) or sys.exit("Telegram is in sandbox: set TELEGRAM_BOT_TOKEN.")
    info = client.get_webhook()
    print(f"{info.get('url') or 'nowhere'}; waiting: {info.get('pending_update_count', 0)}")
    if trouble := info.get("last_error_message"):
        print(f"Last trouble: {trouble}")


def webhook_address(settings: Settings) -> str:
    return f"{settings.public_url.rstrip('/')}/webhooks/telegram"


def mail_client(settings: Settings) -> SmtpClient | SendGridClient:
    return sendgrid_client(settings) if settings.mail_carrier == "sendgrid" else smtp_client(settings)


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings

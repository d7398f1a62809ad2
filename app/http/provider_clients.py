"""Clients of outside parties, made from the settings: for jobs and commands alike. None: no credentials, a sandbox."""

from app.settings import Settings
from integrations.sendgrid.client import SendGridClient
from integrations.smtp.client import SmtpClient
from integrations.telegram.client import TelegramClient
from integrations.whatsapp.client import WhatsAppClient


def sendgrid_client(settings: Settings) -> SendGridClient:
    key = settings.sendgrid_api_key or ""
    return SendGridClient(settings.sendgrid_api_base, key, settings.smtp_sender, timeout=settings.provider_timeout)


def smtp_client(settings: Settings) -> SmtpClient:
    return SmtpClient(
        settings.smtp_host or "",
        settings.smtp_port,
        settings.smtp_username,
        settings.smtp_password,
        starttls=settings.smtp_starttls,
        sender=settings.smtp_sender,
        timeout=settings.provider_timeout,
    )


def telegram_client(settings: Settings) -> TelegramClient | None:
    token = settings.telegram_bot_token
    return TelegramClient(settings.telegram_api_base, token, timeout=settings.provider_timeout) if token else None


def whatsapp_client(settings: Settings) -> WhatsAppClient | None:
    if not (settings.wa_token and settings.wa_phone_number_id):
        return None
    return WhatsAppClient(
        settings.wa_api_base,
        settings.wa_api_version,
        settings.wa_token,
        settings.wa_phone_number_id,
        timeout=settings.provider_timeout,
    )

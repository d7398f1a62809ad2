"""Settings of the support desk's mail and page; a part of `app.settings.Settings`."""

from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings


class SupportMailSettings(BaseSettings):
    support_mailbox: str | None = Field(
        default=None, description="address customers write to, e.g. bantuan@firma.id; empty: none"
    )
    support_mail_token: str | None = Field(
        default=None, description="password or bearer token of /webhooks/mail; empty: it refuses all", repr=False
    )
    support_mail_tags: bool = Field(
        default=True, description="our mail server knows bantuan+x@firma.id; false for Exchange without it"
    )
    imap_host: str | None = Field(
        default=None, description="IMAP server of SUPPORT_MAILBOX; empty: mails are not fetched"
    )
    imap_port: int = Field(default=993, description="port of the IMAP server", ge=1, le=65535)
    imap_security: Literal["tls", "starttls", "none"] = Field(
        default="tls", description="none: only for a server on this machine"
    )
    imap_username: str | None = Field(default=None, description="account at the IMAP server; empty: SUPPORT_MAILBOX")
    imap_password: str | None = Field(default=None, description="its password", repr=False)
    meta_app_secret: str | None = Field(
        default=None, description="verifies what Meta tells of our page; empty: webhook refuses all", repr=False
    )
    meta_page_token: str | None = Field(
        default=None, description="answers on our page; empty: answers are shown, not sent", repr=False
    )
    meta_api_base: str = Field(default="https://graph.facebook.com", description="Graph API of the page")
    meta_verify_token: str | None = Field(default=None, description="answers Meta's challenge for the page", repr=False)

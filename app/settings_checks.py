"""What is wrong with settings that have the right type: one sentence each, beginning with the setting's name."""

import difflib
import os
import re
from collections.abc import Iterable, Iterator
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator

from integrations.team_chats import HOSTS, is_address_of
from integrations.webpush.keys import is_key_pair

INSECURE_SECRETS = {"", "secret", "changeme", "change-me", "development-only", "default"}
SECRET_LENGTH, DIFFERENT_CHARACTERS = 32, 8
ADDRESSES = (
    "public_url",
    "wa_api_base",
    "telegram_api_base",
    "midtrans_api_base",
    "midtrans_snap_base",
    "sendgrid_api_base",
    "oidc_issuer",
    "clerk_issuer",
    "clerk_jwks_url",
    "dead_man_url",
)
# names that begin so can only be meant for us
PREFIXES = re.compile(
    r"(WA|META|TELEGRAM|MIDTRANS|SMTP|SENDGRID|VAPID|OIDC|CLERK|STORAGE|BUG_EXP|WEBHOOK|BACKUP|IMAP)_[A-Z0-9_]+"
)
READ_BY_OTHERS = {"RQ_REDIS_URL", "WEB_WORKERS", "WEB_THREADS", "FORWARDED_ALLOW_IPS"}  # rq's own commands, gunicorn
LIKENESS, SHORTEST = 0.85, 6
_MAIL = re.compile(r"[^@\s<>]+@[^@\s<>]+|[^<>]+<[^@\s<>]+@[^@\s<>]+>")
_SPECIALS = set('()[]:;@\\,."')  # RFC 5322: only between quotes
_HOST = re.compile(r"(\*?\.)?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*|\[[0-9a-fA-F:]+\]")


def quote_name(mailbox: str) -> str:
    """`PT Sejuk, Tbk <a@b.id>`, as people write it, with quotes: without them the comma makes two senders."""
    name, angle, address = mailbox.strip().rpartition("<")
    bare = name.strip()
    is_plain = bare.startswith('"') or not _SPECIALS & set(bare)
    return mailbox if is_plain else '"{}" {}{}'.format(bare.translate({ord("\\"): "", ord('"'): ""}), angle, address)


Sender = Annotated[str, AfterValidator(quote_name)]


def complaints(settings: Any) -> Iterator[str]:
    """Everything that is wrong at once, so that nobody mends one setting after the other."""
    yield from _addresses(settings)
    yield from _servers(settings)
    yield from _storage(settings)
    yield from _log_ins(settings)
    yield from _channels(settings)
    yield from _gateway(settings)
    yield from _groups(settings)
    yield from _exposed(settings)
    if settings.mode == "production":
        yield from _production(settings)


def _groups(settings: Any) -> Iterator[str]:
    """Only the provider's own hosts are called."""
    for kind in HOSTS:
        url = settings.group_address(kind)
        if url and not is_address_of(kind, url, loopback=settings.webhook_loopback):
            yield f"{kind.upper()}_WEBHOOK_URL: expected https://…{HOSTS[kind][0]}/…"


def misspelt(names: Iterable[str], known: Iterable[str]) -> Iterator[str]:
    """Names in the environment that are nearly one of ours, or begin as only ours do."""
    ours = {name.upper() for name in known} | READ_BY_OTHERS
    for name in sorted({name.upper() for name in names} - ours):
        near = difflib.get_close_matches(name, ours, 1, LIKENESS) if len(name) >= SHORTEST else []
        if near or PREFIXES.fullmatch(name):
            yield f"{name}: there is no such setting" + (f"; {near[0]} is meant?" if near else "")


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and not re.search(r"\s", text)


def _is_network(text: str) -> bool:
    try:
        ip_network(text)
    except ValueError:
        return False
    return True


def _addresses(settings: Any) -> Iterator[str]:
    for name in ADDRESSES:
        given = getattr(settings, name)
        if given and not _is_address(given):
            yield f"{name.upper()}: expected an http(s) URL"
    for network in settings.metrics_addresses.split():
        if not _is_network(network):
            yield f"METRICS_ADDRESSES: expected addresses or networks and spaces, not '{network}'"
    for host in settings.trusted_hosts.split(","):
        if host.strip() and not _HOST.fullmatch(host.strip()):
            yield f"TRUSTED_HOSTS: expected host names and commas, no http:// and no port, not '{host.strip()}'"


def _servers(settings: Any) -> Iterator[str]:
    database, redis = settings.database_url, settings.redis_url
    if database and not database.startswith(("postgresql://", "postgresql+psycopg://", "postgres://")):
        yield "DATABASE_URL: expected postgresql://user:password@host/database"
    if redis and not redis.startswith(("redis://", "rediss://", "unix://")):
        yield "REDIS_URL: expected redis://host:6379/0"
    if settings.imap_host and not (settings.imap_password and settings.support_mailbox):
        yield "IMAP_HOST: needs IMAP_PASSWORD and SUPPORT_MAILBOX"


def _storage(settings: Any) -> Iterator[str]:
    if settings.storage_url is None:
        if settings.storage_dir and not _can_be_written(settings.storage_dir):
            yield f"STORAGE_DIR: {settings.storage_dir} cannot be written by this user"
        return
    if not re.fullmatch(r"s3://[^/?]+(/[^?]*)?\?(.*&)?endpoint=https?://.+", settings.storage_url):
        yield "STORAGE_URL: expected s3://bucket?endpoint=https://…&region=…"
    if not (settings.storage_access_key and settings.storage_secret_key):
        yield "STORAGE_ACCESS_KEY and STORAGE_SECRET_KEY: expected because STORAGE_URL is set"


def _can_be_written(folder: Path) -> bool:
    """Tell whether files can be made in a folder, which is made itself at the first upload."""
    nearest = next(one for one in (folder, *folder.resolve().parents) if one.exists())
    return nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK)


def _log_ins(settings: Any) -> Iterator[str]:
    if settings.secret_key_previous and settings.secret_key_previous_until is None:
        yield "SECRET_KEY_PREVIOUS_UNTIL: expected because SECRET_KEY_PREVIOUS is set"
    if settings.secret_key in settings.secret_key_previous.split():
        yield "SECRET_KEY: expected another one than those of SECRET_KEY_PREVIOUS"
    if settings.oidc_issuer and not settings.oidc_client_id:
        yield "OIDC_CLIENT_ID: expected because OIDC_ISSUER is set"


def _channels(settings: Any) -> Iterator[str]:
    if settings.wa_token and not settings.wa_phone_number_id:
        yield "WA_PHONE_NUMBER_ID: expected because WA_TOKEN is set"
    if settings.email_via == "sendgrid" and not settings.sendgrid_api_key:
        yield "SENDGRID_API_KEY: expected because EMAIL_VIA is sendgrid"
    if settings.email_via == "smtp" and not settings.smtp_host:
        yield "SMTP_HOST: expected because EMAIL_VIA is smtp"
    if not _MAIL.fullmatch(settings.smtp_sender.strip()):
        yield "SMTP_SENDER: expected an address such as sigap@contoh.id"
    if not (settings.vapid_private_key or settings.vapid_public_key):
        return
    if not is_key_pair(settings.vapid_private_key or "", settings.vapid_public_key or ""):
        yield "VAPID_PRIVATE_KEY and VAPID_PUBLIC_KEY: expected a pair as `flask vapid-keys` prints it"
    if not (settings.vapid_subject or "").startswith(("mailto:", "https://")):
        yield "VAPID_SUBJECT: expected mailto:… or https://… because VAPID_PRIVATE_KEY is set"


def _gateway(settings: Any) -> Iterator[str]:
    """A key of the one Midtrans against the other's address fails at the first customer's payment."""
    hosts = {urlsplit(base).hostname for base in (settings.midtrans_api_base, settings.midtrans_snap_base)}
    key = settings.midtrans_server_key or ""
    real = hosts & {"api.midtrans.com", "app.midtrans.com"}
    sandbox = hosts & {"api.sandbox.midtrans.com", "app.sandbox.midtrans.com"}
    if real and sandbox:
        yield "MIDTRANS_API_BASE and MIDTRANS_SNAP_BASE: expected both of production or both of the sandbox"
    elif key.startswith("Mid-server-") and sandbox:
        yield "MIDTRANS_SERVER_KEY: is a production key, but MIDTRANS_API_BASE is the sandbox"
    elif key.startswith("SB-Mid-server-") and real:
        yield "MIDTRANS_SERVER_KEY: is a sandbox key, but MIDTRANS_API_BASE is production"


def _exposed(settings: Any) -> Iterator[str]:
    """A database of one's own without MODE=production is most likely a forgotten MODE."""
    if settings.mode != "production" and settings.is_exposed and settings.secret_key.lower() in INSECURE_SECRETS:
        yield "SECRET_KEY: expected one of your own because DATABASE_URL is set (and MODE=production where people work)"


def _production(settings: Any) -> Iterator[str]:
    key = settings.secret_key
    if key.lower() in INSECURE_SECRETS or len(key) < SECRET_LENGTH or len(set(key)) < DIFFERENT_CHARACTERS:
        yield f"SECRET_KEY: expected at least {SECRET_LENGTH} random characters in production"
    if not settings.database_url or not settings.redis_url:
        yield "DATABASE_URL and REDIS_URL: expected both in production"
    for name in ("embedded", "webhook_loopback"):
        if getattr(settings, name):
            yield f"{name.upper()}: expected false in production"
    if settings.password_work == "cheap":  # noqa: S105  a cost, not a password
        yield "PASSWORD_WORK: expected full in production"
    for token, secret in (("wa_token", "wa_app_secret"), ("telegram_bot_token", "telegram_webhook_secret")):
        if getattr(settings, token) and not getattr(settings, secret):
            yield f"{secret.upper()}: expected because {token.upper()} is set"
    yield from _production_addresses(settings)


def _production_addresses(settings: Any) -> Iterator[str]:
    if "public_url" not in settings.model_fields_set:
        yield "PUBLIC_URL: expected in production; links in messages begin with it"
    elif not settings.is_https:
        yield "PUBLIC_URL: expected https:// in production"
    if settings.mail_carrier and settings.smtp_sender.rstrip(">").endswith("@localhost"):
        yield "SMTP_SENDER: expected an address of yours because mail is sent"


def secrets_of(settings: Any) -> set[str]:
    """What no log may hold: settings that are not shown, and the passwords in addresses of servers."""
    hidden = (getattr(settings, name) for name, field in type(settings).model_fields.items() if not field.repr)
    words = {word for value in hidden if isinstance(value, str) for word in value.split()}
    return words | {urlsplit(url).password or "" for url in (settings.database_url, settings.redis_url) if url} - {""}

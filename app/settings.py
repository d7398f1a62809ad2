"""Every setting, read once from the environment, typed and frozen. A bad one stops the start and is named."""

import json
import os
import sys
from pathlib import Path
from typing import Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import AwareDatetime, Field, ValidationError, model_validator
from pydantic_settings import SettingsConfigDict

from app.core.crypto.key_ring import KeyRing
from app.settings_checks import Sender, complaints, misspelt
from app.settings_monitoring import MonitoringSettings
from app.settings_support import SupportMailSettings

DOES_NOT_BOOT = 3  # a gunicorn whose worker ends so ends itself, instead of starting workers for ever


class BadSettings(SystemExit):
    """The start ends here; the text, which is printed, names each wrong setting and what was expected."""

    def __init__(self, text: str) -> None:
        super().__init__(DOES_NOT_BOOT)
        self.text = text
        a_person_reads = sys.stderr.isatty() or os.environ.get("FLASK_RUN_FROM_CLI") == "true"
        line = json.dumps({"log.level": "critical", "message": "settings.wrong", "sigap.problems": text.split("\n")})
        print(text if a_person_reads else line, file=sys.stderr)  # noqa: T201  there is no log yet

    def __str__(self) -> str:
        return self.text


def _setting(default: Any, description: str, **rules: Any) -> Any:
    return Field(default=default, description=description, **rules)


class Settings(MonitoringSettings, SupportMailSettings):
    model_config = SettingsConfigDict(frozen=True, case_sensitive=False, extra="ignore", env_ignore_empty=True)

    mode: Literal["development", "production"] = _setting("development", "production refuses unsafe defaults")
    host: str = _setting("127.0.0.1", "address the web server listens on")
    port: int = _setting(8000, "port the web server listens on", ge=1, le=65535)
    public_url: str = _setting("http://127.0.0.1:8000", "address people reach us at; links in messages begin with it")
    trusted_hosts: str = _setting("", "further host names we answer to in production, separated by commas")
    proxy_hops: int = _setting(0, "reverse proxies in front of us that set X-Forwarded-*", ge=0, le=5)
    secret_key: str = _setting(
        "development-only", "signs sessions and forms; at least 32 random characters", repr=False
    )
    secret_key_previous: str = _setting(
        "", "former SECRET_KEYs, separated by spaces, newest first; `flask secret-key` helps to change it", repr=False
    )
    secret_key_previous_until: AwareDatetime | None = _setting(
        None, "until then they still verify, e.g. 2026-12-31T00:00:00+07:00"
    )
    database_url: str | None = _setting(None, "PostgreSQL; empty: the embedded server in INSTANCE_DIR", repr=False)
    redis_url: str | None = _setting(None, "Redis; empty: an embedded server in INSTANCE_DIR", repr=False)
    embedded: bool = _setting(
        default=False, description="use the embedded servers of INSTANCE_DIR; `make run` and --embedded say so"
    )
    instance_dir: Path = _setting(Path("instance"), "data, logs and files of this installation")
    storage_dir: Path | None = _setting(None, "where uploaded and rendered files go; empty: INSTANCE_DIR/files")
    storage_url: str | None = _setting(None, "a bucket instead of STORAGE_DIR: s3://bucket?endpoint=https://…&region=…")
    storage_access_key: str | None = _setting(None, "access key of the bucket")
    storage_secret_key: str | None = _setting(None, "secret key of the bucket", repr=False)
    backup_to: str | None = _setting(
        None, "where backups go: a directory on another disk, or s3://bucket?endpoint=https://…; empty: none are made"
    )
    backup_recipients: str = _setting("", "public age keys the backups are encrypted to, separated by spaces")
    backup_identity: Path | None = _setting(None, "file with the secret age key of drills; empty: none by schedule")
    backup_access_key: str | None = _setting(None, "access key of the bucket of backups")
    backup_secret_key: str | None = _setting(None, "secret key of the bucket of backups", repr=False)
    pool_size: int = _setting(8, "database connections per process", ge=1, le=64)
    max_upload_mb: int = _setting(12, "largest accepted request body in megabytes", ge=1, le=200)
    oidc_issuer: str | None = _setting(None, "OpenID provider whose people may log in; empty: none")
    oidc_client_id: str | None = _setting(None, "our id at the OpenID provider")
    oidc_client_secret: str | None = _setting(None, "our secret at the OpenID provider", repr=False)
    oidc_name: str = _setting("SSO", "the provider's name on the log-in button")
    clerk_issuer: str | None = _setting(None, "Clerk's Frontend API URL; empty: Clerk is not used")
    clerk_jwks_url: str | None = _setting(None, "Clerk's keys; empty: CLERK_ISSUER/.well-known/jwks.json")
    clerk_authorized_parties: str = _setting("", "origins whose Clerk tokens count, separated by commas")
    clerk_webhook_secret: str | None = _setting(None, "whsec_… of Clerk's webhook; empty: refuses all", repr=False)
    two_factor_roles: str = _setting(
        "",
        "roles that must have a second factor, e.g. admin,manager",
        pattern=r"^( *(admin|cs|technician|sales|manager|member|developer|devops|product|support) *(,|$))*$",
    )
    login_tries: int = _setting(10, "wrong passwords per account in 15 minutes before it waits", ge=3, le=100)
    session_hours: int = _setting(12, "a login lasts this many hours", ge=1, le=720)
    session_idle_minutes: int = _setting(480, "a login nobody uses ends after this many minutes", ge=5, le=43200)
    fresh_login_minutes: int = _setting(15, "money moves ask for the password again after this long", ge=1, le=1440)
    api_rate: str = _setting(
        "600 per minute",
        "requests of one API token, e.g. 600 per minute",
        pattern=r"^[1-9][0-9]* per( [1-9][0-9]*)? (second|minute|hour)s?$",
    )
    password_work: Literal["full", "cheap"] = _setting("full", "cost of password hashes; cheap only for tests")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = _setting("INFO", "least serious line that is logged")

    wa_api_base: str = _setting("https://graph.facebook.com", "WhatsApp Cloud API")
    wa_api_version: str = _setting("v26.0", "Graph API version", pattern=r"^v[0-9]+\.[0-9]+$")
    wa_token: str | None = _setting(None, "WhatsApp access token; empty: sandbox", repr=False)
    wa_phone_number_id: str | None = _setting(None, "id of the sending number")
    wa_display_number: str | None = _setting(None, "our WhatsApp number as people dial it, for wa.me links")
    wa_app_secret: str | None = _setting(None, "verifies X-Hub-Signature-256; empty: webhook refuses all", repr=False)
    wa_verify_token: str | None = _setting(None, "answers Meta's challenge", repr=False)

    telegram_api_base: str = _setting("https://api.telegram.org", "Telegram Bot API")
    telegram_bot_token: str | None = _setting(None, "bot token; empty: sandbox", repr=False)
    telegram_bot_username: str | None = _setting(None, "for deep links t.me/<name>?start=…")
    telegram_webhook_secret: str | None = _setting(None, "X-Telegram-Bot-Api-Secret-Token", repr=False)

    midtrans_api_base: str = _setting("https://api.sandbox.midtrans.com", "Midtrans core API")
    midtrans_snap_base: str = _setting("https://app.sandbox.midtrans.com", "Midtrans Snap")
    midtrans_server_key: str | None = _setting(None, "server key; empty: no pay button", repr=False)

    smtp_host: str | None = _setting(None, "mail server; empty: e-mail in sandbox")
    smtp_port: int = _setting(587, "mail server port", ge=1, le=65535)
    smtp_username: str | None = _setting(None, "mail account")
    smtp_password: str | None = _setting(None, "mail password", repr=False)
    smtp_starttls: bool = _setting(default=True, description="encrypt with STARTTLS")
    smtp_sender: Sender = _setting("sigap@localhost", "From address")
    webhook_loopback: bool = _setting(
        default=False, description="outgoing webhooks may go to this machine; for trying out"
    )
    email_via: Literal["auto", "smtp", "sendgrid"] = _setting(
        "auto", "what carries e-mail; auto: SendGrid if its key is set, else the mail server"
    )
    sendgrid_api_base: str = _setting("https://api.sendgrid.com", "SendGrid API")
    sendgrid_api_key: str | None = _setting(None, "SendGrid API key; SMTP_SENDER is the sender here too", repr=False)
    sendgrid_webhook_key: str | None = _setting(None, "public key of its event webhook; empty: webhook refuses all")
    vapid_private_key: str | None = _setting(None, "web push, see `flask vapid-keys`; empty: not offered", repr=False)
    vapid_public_key: str | None = _setting(None, "its other half, given to browsers")
    vapid_subject: str | None = _setting(None, "whom push services may ask: mailto:… or https://…")
    push_hosts: str = _setting(
        "fcm.googleapis.com *.push.services.mozilla.com *.notify.windows.com *.push.apple.com",
        "push services we call, separated by spaces; *.x is any below x",
    )
    check_allowed_targets: str = _setting(
        "", "inside hosts and networks that checks may call, separated by spaces, e.g. db.internal 10.0.0.0/8"
    )
    release_colour: str = _setting(
        "", "which of two gunicorns this is, blue or green; the rollout sets it", max_length=10
    )
    releases_dir: Path | None = _setting(
        None, "folder of checkouts, each named for its version, from which `flask release serve` starts them"
    )
    rollout_file: Path | None = _setting(
        None, "TOML file of systems elsewhere whose rollouts `flask release steer` steers; see operations.md"
    )
    release_workers: bool = _setting(
        default=False, description="`flask release` also runs workers and scheduler, which change with the version"
    )
    status_dir: Path | None = _setting(None, "folder of the static status page; empty: INSTANCE_DIR/status")
    provider_timeout: float = _setting(20.0, "seconds to wait for a provider's answer", gt=0, le=120)
    feedback_exp: int = _setting(10, "EXP offered for a feedback that is followed up", ge=0, le=1000)
    keep_messages_days: int = _setting(365, "days that messages out and events in are kept", ge=30, le=3660)
    keep_notifications_days: int = _setting(90, "days that people's notifications are kept", ge=7, le=3660)
    keep_attempts_days: int = _setting(730, "days that attempts to claim a place are kept", ge=365, le=3660)
    keep_audit_days: int = _setting(1826, "days that the audit log is kept", ge=365, le=36_600)
    keep_mails_days: int = _setting(365, "days that mails to the support desk are kept as they came", ge=30, le=3660)
    keep_chats_days: int = _setting(730, "days that chats are kept after their end", ge=30, le=3660)
    keep_social_days: int = _setting(365, "days that posts are kept of which no ticket was made", ge=30, le=3660)
    keep_errors_days: int = _setting(180, "days that an error is kept after its last occurrence", ge=30, le=3660)
    keep_archives: bool = _setting(default=True, description="write what goes to a file in the storage first")
    relay_threads: int = _setting(32, "deliveries in flight per channel", ge=1, le=128)

    exp_daily_limit: int = _setting(200, "EXP one person can earn in a day; corrections by hand do not count", ge=0)
    bug_exp_critical: int = _setting(100, "EXP for the reporter of a fixed bug of priority kritis", ge=0, le=10_000)
    bug_exp_high: int = _setting(50, "the same, priority tinggi", ge=0, le=10_000)
    bug_exp_medium: int = _setting(25, "the same, priority sedang", ge=0, le=10_000)
    bug_exp_low: int = _setting(10, "the same, priority rendah", ge=0, le=10_000)
    bug_exp_duplicate_share: int = _setting(20, "per cent of it for the reporter of a duplicate", ge=0, le=100)

    @model_validator(mode="after")
    def _check(self) -> Self:
        if found := list(complaints(self)):
            raise ValueError("\n".join(found))
        return self

    @property
    def retention_days(self) -> dict[str, int]:
        """The days of `app.policies.retention` by their setting."""
        names = (name for name in type(self).model_fields if name.startswith("keep_") and name.endswith("_days"))
        return {name: getattr(self, name) for name in names}

    @property
    def keys(self) -> KeyRing:
        return KeyRing(self.secret_key, tuple(self.secret_key_previous.split()), self.secret_key_previous_until)

    @property
    def mail_carrier(self) -> Literal["smtp", "sendgrid"] | None:
        """What e-mail goes through; None: sandbox."""
        if self.sendgrid_api_key and self.email_via != "smtp":
            return "sendgrid"
        return "smtp" if self.smtp_host and self.email_via != "sendgrid" else None

    @property
    def is_exposed(self) -> bool:
        """Tell whether others than the person at this keyboard may come: a database was given, or MODE says so."""
        return self.mode == "production" or (self.database_url is not None and not self.embedded)

    @property
    def roles_with_two_factors(self) -> frozenset[str]:
        return frozenset(role.strip().upper() for role in self.two_factor_roles.split(",") if role.strip())

    @property
    def files_dir(self) -> Path:
        return self.storage_dir or self.instance_dir / "files"

    @property
    def hosts(self) -> list[str]:
        """The names requests may ask for: that of PUBLIC_URL, the further ones, and this machine's own."""
        more = [name.strip() for name in self.trusted_hosts.split(",") if name.strip()]
        return [urlsplit(self.public_url).hostname or "", *more, "localhost", "127.0.0.1"]

    @property
    def check_targets(self) -> list[str]:
        return self.check_allowed_targets.split()

    @property
    def status_folder(self) -> Path:
        return self.status_dir or self.instance_dir / "status"

    @property
    def is_https(self) -> bool:
        return self.public_url.startswith("https://")


def read_settings(**overrides: Any) -> Settings:
    """Settings from the environment; raises BadSettings with one line per wrong name."""
    wrong = list(misspelt(os.environ, Settings.model_fields))
    try:
        settings = Settings(**overrides)
    except ValidationError as problem:
        wrong += [line for error in problem.errors() for line in _lines(error)]
    if wrong:
        raise BadSettings("Sigap cannot start:\n" + "\n".join(f"  - {line}" for line in wrong))
    return settings


def _lines(error: Any) -> list[str]:
    name = "_".join(str(part) for part in error["loc"]).upper()
    text = error["msg"].removeprefix("Value error, ")
    if error["type"] == "string_pattern_mismatch":
        text = f"has another form than expected: {Settings.model_fields[str(error['loc'][0])].description}"
    return [f"{name}: {text}"] if name else text.split("\n")

"""`flask doctor`: what this installation needs, and whether it works."""

import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from enum import StrEnum
from typing import NamedTuple

import click
from alembic.runtime.migration import MigrationContext
from flask import current_app
from flask.cli import with_appcontext
from redis import Redis
from redis.exceptions import RedisError
from sqlalchemy import select, text
from sqlalchemy.exc import SQLAlchemyError

from app.cli.providers import webhook_address
from app.cli.sentences import print_table
from app.core.clock import utc_now
from app.core.crypto.key_ring import NoKeyOpens, id_of_key
from app.core.db import db
from app.demo.staff.demo_accounts import open_demo_accounts
from app.http.files.storage import storage
from app.http.pages.links.unsubscribe import STOP_PATH_LENGTH
from app.http.provider_clients import telegram_client
from app.migrations.newest import lacks_migrations, newest_migration
from app.models.accounts.user import Role
from app.models.messaging.contact import WhatsAppTemplate
from app.policies.template_variables import names_in, unreadable
from app.settings import Settings
from integrations.outcome import DeliveryProblem
from integrations.storage import StorageDown
from workflows.heartbeats import list_parts
from workflows.secret_keys import find_derivation_key, find_sealed_key

OLDEST_POSTGRESQL, OLDEST_REDIS = 15, (6, 2)
RIGHTS = text(
    "SELECT current_user, rolsuper, coalesce(has_table_privilege(to_regclass('audit_entries'), 'UPDATE'), false)"
    " FROM pg_roles WHERE rolname = current_user"
)
CLOCKS_APART = timedelta(seconds=2)
LONGEST_UNSUBSCRIBE = 77  # bytes; SendGrid folds a longer List-Unsubscribe, and mail programs then miss it
LONGEST_PUBLIC_URL = LONGEST_UNSUBSCRIBE - len("<>") - STOP_PATH_LENGTH


class Verdict(StrEnum):
    WELL = "ok"
    NOTE = "note"
    FAULT = "FAULT"


class Finding(NamedTuple):
    verdict: Verdict
    what: str
    words: str


@click.command()
@with_appcontext
def doctor() -> None:
    """Check settings, database, Redis, storage, clock, mail, webhooks and workers; exit 1 at a fault."""
    settings: Settings = current_app.config["SETTINGS"]
    found = [finding for look in CHECKS for finding in look(settings)]
    print_table([(finding.verdict, finding.what, finding.words) for finding in found])
    sys.exit(any(finding.verdict == Verdict.FAULT for finding in found))


def _settings(settings: Settings) -> Iterator[Finding]:
    verdict = Verdict.WELL if settings.mode == "production" else Verdict.NOTE
    yield Finding(verdict, "settings", f"MODE={settings.mode}, PUBLIC_URL={settings.public_url}")
    sandboxed = {
        "WhatsApp": not settings.wa_token,
        "Telegram": not settings.telegram_bot_token,
        "e-mail": settings.mail_carrier is None,
        "Midtrans": not settings.midtrans_server_key,
        "web push": not settings.vapid_private_key,
    }
    if names := [name for name, is_so in sandboxed.items() if is_so]:
        yield Finding(Verdict.NOTE, "channels", f"without credentials, nothing is sent: {', '.join(names)}")
    length = len(settings.public_url.rstrip("/"))
    if length > LONGEST_PUBLIC_URL:
        text = f"PUBLIC_URL has {length} characters: beyond {LONGEST_PUBLIC_URL} SendGrid folds List-Unsubscribe"
        yield Finding(Verdict.NOTE, "mail", text)
    if settings.mode == "production" and not settings.proxy_hops:
        yield Finding(Verdict.NOTE, "proxy", "PROXY_HOPS=0: behind a proxy every visitor has the proxy's address")


def _ways_in(settings: Settings) -> Iterator[Finding]:
    """What is allowed, and weaker than it could be."""
    if settings.mode == "production" and Role.ADMIN not in settings.roles_with_two_factors:
        text = "no second factor is asked of admins: TWO_FACTOR_ROLES=admin,… asks for one"
        yield Finding(Verdict.NOTE, "log-in", text)
    if settings.clerk_issuer and not settings.clerk_authorized_parties.strip():
        text = "tokens of every site of this Clerk count: CLERK_AUTHORIZED_PARTIES names those that may"
        yield Finding(Verdict.NOTE, "log-in", text)


def _database(_settings: Settings) -> Iterator[Finding]:
    try:
        version = int(db.session.scalar(text("SHOW server_version_num"))) // 10000
        current = MigrationContext.configure(db.session.connection()).get_current_revision()
        role, is_super, may_erase = db.session.execute(RIGHTS).one()
        now = db.session.scalar(text("SELECT now()"))
    except SQLAlchemyError as problem:
        yield Finding(Verdict.FAULT, "database", f"does not answer: {_first_line(problem)}")
        return
    oldest = f"; {OLDEST_POSTGRESQL} is the oldest that works"
    yield _judged(version >= OLDEST_POSTGRESQL, "database", f"PostgreSQL {version}", oldest)
    cure = f", expected {newest_migration()}: flask --app wsgi db upgrade"
    yield _judged(not lacks_migrations(current), "migrations", f"at {current}", cure)
    if is_super:
        yield Finding(Verdict.NOTE, "rights", f"as {role}, a superuser: the application needs none")
    elif may_erase:
        words = f"as {role}, who may change append-only tables: flask --app wsgi grants {role}, as the tables' owner"
        yield Finding(Verdict.NOTE, "rights", words)
    else:
        yield Finding(Verdict.WELL, "rights", f"as {role}")
    apart = abs(utc_now() - now)
    words = f"this machine and the database are {apart.total_seconds():.1f} s apart"
    yield _judged(apart < CLOCKS_APART, "clock", words, ": is the time kept by NTP on both?")


def _secret_key(settings: Settings) -> Iterator[Finding]:
    ring = settings.keys
    try:
        kept = find_sealed_key(db.session())
        find_derivation_key(db.session(), ring)
    except SQLAlchemyError:
        return
    except NoKeyOpens as problem:
        yield Finding(Verdict.FAULT, "SECRET_KEY", f"factors and webhook secrets need the key with the id {problem}")
        return
    words = f"id {id_of_key(ring.current)}"
    if ring.previous and (kept is None or kept.key_id != id_of_key(ring.current)):
        yield Finding(Verdict.NOTE, "SECRET_KEY", f"{words}, changed: flask --app wsgi secret-key reseal")
    elif ring.previous and ring.verifying(utc_now()) == [ring.current]:
        yield Finding(Verdict.NOTE, "SECRET_KEY", f"{words}; SECRET_KEY_PREVIOUS is of no use any more")
    else:
        yield Finding(Verdict.WELL, "SECRET_KEY", words)


def _demo(settings: Settings) -> Iterator[Finding]:
    try:
        names = [person.username for person in open_demo_accounts(db.session())]
    except SQLAlchemyError:
        return
    if names:
        verdict = Verdict.FAULT if settings.mode == "production" else Verdict.NOTE
        words = f"the published demo password opens {', '.join(names)}: flask --app wsgi demo lock"
        yield Finding(verdict, "accounts", words)


def _redis(_settings: Settings) -> Iterator[Finding]:
    try:
        client = Redis.from_url(current_app.config["REDIS_URL"], socket_timeout=2, socket_connect_timeout=2)
        version = str(client.info("server").get("redis_version", "0"))
    except RedisError as problem:
        yield Finding(Verdict.FAULT, "redis", f"does not answer: {problem}")
        return
    fits = tuple(int(part) for part in version.split(".")[:2]) >= OLDEST_REDIS
    yield _judged(fits, "redis", f"version {version}", "; 6.2 is the oldest that works")


def _storage(settings: Settings) -> Iterator[Finding]:
    place = settings.storage_url or str(settings.files_dir)
    try:
        key = storage().save(b"flask doctor")
        with storage().open(key) as file:
            same = file.read() == b"flask doctor"
        storage().delete(key)
    except (StorageDown, OSError) as problem:
        yield Finding(Verdict.FAULT, "storage", f"{place} cannot be written: {problem}")
        return
    yield _judged(same, "storage", f"{place} is written and read", ", but gives other bytes back")


def _telegram(settings: Settings) -> Iterator[Finding]:
    client = telegram_client(settings)
    if client is None:
        return
    try:
        info = client.get_webhook()
    except DeliveryProblem as problem:
        yield Finding(Verdict.FAULT, "telegram", str(problem))
        return
    ours = info.get("url") == webhook_address(settings)
    cure = "; flask --app wsgi telegram-webhook set"
    yield _judged(ours, "telegram", f"posts to {info.get('url') or 'nowhere'}", cure)
    if trouble := info.get("last_error_message"):
        yield Finding(Verdict.NOTE, "telegram", f"last trouble: {trouble}")


def _parts(_settings: Settings) -> Iterator[Finding]:
    try:
        reports = list_parts(db.session(), now=utc_now())
    except SQLAlchemyError:
        return
    for report in reports:
        seen = f", last seen {report.beat_at:%Y-%m-%d %H:%M:%S} UTC" if report.beat_at else ""
        yield _judged(report.is_well, report.name, f"{report.state}{seen}", f" {report.reason}".rstrip())


def _templates(_settings: Settings) -> Iterator[Finding]:
    """Variables of WhatsApp templates, saved before there was a closed list, that leave as “-”."""
    try:
        usable = db.session.scalars(select(WhatsAppTemplate).where(WhatsAppTemplate.is_usable)).all()
    except SQLAlchemyError:
        return
    for template in usable:
        if strange := unreadable(names_in(template.variables)):
            yield Finding(Verdict.NOTE, "templates", f"{template.name} sends “-” for {', '.join(strange)}: change it")


def _judged(well: bool, what: str, words: str, cure: str = "") -> Finding:  # noqa: FBT001
    return Finding(Verdict.WELL if well else Verdict.FAULT, what, words if well else words + cure)


def _first_line(problem: SQLAlchemyError) -> str:
    return str(getattr(problem, "orig", problem)).strip().splitlines()[0]


CHECKS: tuple[Callable[[Settings], Iterator[Finding]], ...] = (
    _settings,
    _ways_in,
    _database,
    _secret_key,
    _demo,
    _redis,
    _storage,
    _telegram,
    _templates,
    _parts,
)

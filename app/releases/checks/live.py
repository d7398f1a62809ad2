"""What the variables point at: answered, read and written, by this very installation."""

import shutil
import smtplib
from collections.abc import Callable, Iterator

from alembic.runtime.migration import MigrationContext
from flask import current_app
from redis import Redis
from redis.exceptions import RedisError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from app.core.clock import utc_now
from app.core.db import db, transaction
from app.core.i18n import N_, Sentence
from app.core.identifiers import new_token
from app.http.files.storage import storage
from app.migrations.newest import newest_migration
from app.releases.backup.places import BackupRefused, own_recipients
from app.releases.checks.names import check_address, check_mail_domain
from app.releases.checks.report import Step, Verdict
from app.settings import Settings
from integrations.storage import StorageDown
from workflows.heartbeats import list_parts
from workflows.releases.backups import read_facts

LARGEST_DRIFT = 2.0  # seconds between this machine and the database
LEAST_FREE = 0.20  # of a disk
SECONDS = 5.0
READ_BACK, NOT_READ_BACK = N_("dibaca dan ditulis"), N_("yang dibaca bukan yang ditulis")
MAKE_TABLE = text("CREATE TEMPORARY TABLE deployment_proof (word text)")


def check_live() -> Iterator[Step]:
    """Every part of it; one that is away is a failed step and stops no other."""
    settings: Settings = current_app.config["SETTINGS"]
    for name, look in CHECKS.items():
        try:
            yield from look(name, settings)
        except (SQLAlchemyError, RedisError, StorageDown, OSError, smtplib.SMTPException) as problem:
            words = str(getattr(problem, "orig", problem)).strip().splitlines() or [type(problem).__name__]
            yield Step(name, Verdict.FAILED, N_("tidak dapat dihubungi: %(reason)s", reason=words[0][:160]))


def _step(name: str, well: object, words: Sentence, otherwise: Sentence = "", *, softly: bool = False) -> Step:
    bad = Verdict.WARNING if softly else Verdict.FAILED
    return Step(name, Verdict.PASSED if well else bad, words if well else otherwise or words)


def _database(name: str, _settings: Settings) -> Iterator[Step]:
    word = new_token()
    with transaction() as session:
        session.execute(MAKE_TABLE)
        session.execute(text("INSERT INTO deployment_proof VALUES (:word)"), {"word": word})
        same = session.scalar(text("SELECT word FROM deployment_proof")) == word
        session.execute(text("DROP TABLE deployment_proof"))
        drift = abs((utc_now() - session.scalar(text("SELECT now()"))).total_seconds())
        current = MigrationContext.configure(session.connection()).get_current_revision()
    yield _step(name, same, READ_BACK, NOT_READ_BACK)
    yield _step("jam", drift < LARGEST_DRIFT, N_("selisih %(seconds)s detik dengan database", seconds=f"{drift:.1f}"))
    expected = newest_migration()
    yield _step(
        "migrasi",
        current == expected,
        N_("pada %(found)s", found=current),
        N_("pada %(found)s, seharusnya %(wanted)s", found=current, wanted=expected),
    )


def _redis(name: str, _settings: Settings) -> Iterator[Step]:
    client = Redis.from_url(current_app.config["REDIS_URL"], socket_timeout=SECONDS, socket_connect_timeout=SECONDS)
    key, word = f"sigap:deployment_proof:{new_token()}", new_token()
    client.set(key, word, ex=10)
    yield _step(name, client.getdel(key) == word.encode(), READ_BACK, NOT_READ_BACK)


def _storage(name: str, _settings: Settings) -> Iterator[Step]:
    word = new_token().encode()
    key = storage().save(word)
    with storage().open(key) as reader:
        same = reader.read() == word
    storage().delete(key)
    yield _step(name, same, READ_BACK, NOT_READ_BACK)


def _mail(name: str, settings: Settings) -> Iterator[Step]:
    if settings.mail_carrier != "smtp":
        return
    with smtplib.SMTP(str(settings.smtp_host), settings.smtp_port, timeout=SECONDS) as server:
        if settings.smtp_starttls:
            server.starttls()
        if settings.smtp_username:
            server.login(settings.smtp_username, settings.smtp_password or "")
        yield _step(name, server.noop()[0] == 250, N_("masuk tanpa mengirim"))  # noqa: PLR2004


def _disk(name: str, settings: Settings) -> Iterator[Step]:
    folder = settings.instance_dir if settings.instance_dir.exists() else settings.instance_dir.resolve().parent
    usage = shutil.disk_usage(folder)
    free = usage.free / usage.total
    yield _step(
        name,
        free > LEAST_FREE,
        N_("%(share)s bebas", share=f"{free:.0%}"),
        N_("hanya %(share)s bebas, perlu lebih dari 20%%", share=f"{free:.0%}"),
    )


def _parts(_name: str, _settings: Settings) -> Iterator[Step]:
    for part in list_parts(db.session(), now=utc_now()):
        yield _step(f"proses {part.name}", part.is_well, N_("berjalan"), f"{part.state} {part.reason}".strip())


def _backup(name: str, settings: Settings) -> Iterator[Step]:
    try:
        known = {str(recipient) for recipient in own_recipients(settings)}
    except BackupRefused as problem:
        yield Step(name, Verdict.FAILED, str(problem))
        return
    facts = read_facts(db.session(), now=utc_now())
    yield _step(
        name,
        not facts.is_too_old,
        N_("kurang dari 26 jam"),
        N_("cadangan baik terakhir lebih dari 26 jam atau tidak ada"),
    )
    last = set(facts.last.recipients.split()) if facts.last else set()
    yield _step(
        "kunci cadangan",
        not last or last & known,
        N_("sama"),
        N_("kunci cadangan terakhir bukan yang disetel"),
        softly=True,
    )
    yield _step(
        "uji pulih", not facts.is_drill_too_old, N_("kurang dari 8 hari"), N_("belum diuji dalam 8 hari"), softly=True
    )


def _cookies(name: str, _settings: Settings) -> Iterator[Step]:
    config = current_app.config
    safe = config["SESSION_COOKIE_SECURE"] and config["SESSION_COOKIE_HTTPONLY"] and config["SESSION_COOKIE_SAMESITE"]
    yield _step(name, safe, "Secure, HttpOnly, SameSite", N_("tanpa Secure: PUBLIC_URL bukan https"))
    yield _step("debug", not current_app.debug, N_("mati"), N_("menyala"))


NAMES: tuple[Sentence, ...] = (  # of steps, known to the catalogue; those of variables are as they are
    N_("alamat"),
    N_("cadangan"),
    N_("domain e-mail"),
    N_("e-mail DNS"),
    N_("jam"),
    N_("kunci cadangan"),
    N_("migrasi"),
    N_("penyimpanan"),
    N_("server e-mail"),
    N_("uji pulih"),
)
CHECKS: dict[str, Callable[[str, Settings], Iterator[Step]]] = {
    "database": _database,
    "redis": _redis,
    "penyimpanan": _storage,
    "server e-mail": _mail,
    "disk": _disk,
    "proses": _parts,
    "cadangan": _backup,
    "cookie": _cookies,
    "alamat": check_address,
    "domain e-mail": check_mail_domain,
}

"""Change SECRET_KEY: `flask secret-key show` and `flask secret-key reseal`."""

from datetime import UTC

from flask import current_app
from flask.cli import AppGroup

from app.cli.sentences import print_table
from app.core.clock import utc_now
from app.core.crypto.key_ring import id_of_key
from app.core.db import db, transaction
from app.settings import Settings
from workflows.secret_keys import find_sealed_key, reseal_key

secret_key = AppGroup("secret-key", help="SECRET_KEY and what is sealed under it.")


@secret_key.command("show")
def show() -> None:
    """Print the ids of the keys that are set, what each does, and under which the derivation key is sealed."""
    settings: Settings = current_app.config["SETTINGS"]
    ring, kept = settings.keys, find_sealed_key(db.session())
    verifying = ring.verifying(utc_now())
    until = f"verifies until {ring.until.astimezone(UTC):%Y-%m-%d %H:%M} UTC" if ring.until else ""
    former = [(id_of_key(key), until if key in verifying else "verifies no more") for key in ring.previous]
    print_table([(id_of_key(ring.current), "signs and verifies"), *former])
    print(f"sealed under {kept.key_id} since {kept.sealed_at:%Y-%m-%d %H:%M} UTC" if kept else "not sealed yet")


@secret_key.command("reseal")
def reseal() -> None:
    """Seal what second factors and webhook secrets are drawn from under today's SECRET_KEY."""
    settings: Settings = current_app.config["SETTINGS"]
    with transaction() as session:
        kept = reseal_key(session, settings.keys, now=utc_now())
        print(f"sealed under {kept.key_id}")

"""An installation whose backups are tested: data, a file, a place to store, a key."""

from pathlib import Path

import psycopg
from click.testing import Result
from flask import Flask
from sqlalchemy import make_url

from app.core.db import db, transaction
from app.http.files.storage import keep
from app.releases.backup.restore import url_of
from app.releases.backup.run import live_url
from integrations import age
from tests.factories import make_admin, make_customer
from workflows.documents import store_file

PHOTO = b"a photo of an air conditioner" * 1000


class Site:
    """An installation with data, one file, a place for backups and a key."""

    def __init__(self, app: Flask, folder: Path) -> None:
        self.app, self.place, self.identity = app, folder / "backups", folder / "identity.txt"
        secret, self.recipient = age.new_identity()
        self.identity.write_text(secret)
        settings = app.config["SETTINGS"].model_copy(
            update={"backup_to": str(self.place), "backup_recipients": self.recipient, "instance_dir": folder}
        )
        app.config["SETTINGS"] = settings
        with app.app_context(), transaction() as session:
            make_admin(session, "Ani", must_change_password=True)
            make_customer(session, "Agus", code="PLG-AGUS", phone_e164="+6285700000001")  # beside a filled company
            self.key = store_file(session, keep(PHOTO, "image/jpeg"), actor=None).storage_key

    def run(self, *words: str) -> Result:
        return self.app.test_cli_runner().invoke(args=list(words))

    def names(self) -> list[str]:
        return sorted(path.name for path in self.place.glob("*")) if self.place.exists() else []

    def archive(self) -> Path:
        return max(self.place.glob("*.age"))

    def databases(self) -> set[str]:
        with self.app.app_context(), psycopg.connect(url_of(live_url(), "postgres")) as connection:
            live = make_url(live_url()).database
            rows = connection.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{live}%"]).fetchall()
        return {name for (name,) in rows}

    def statement(self, words: str) -> None:
        with self.app.app_context(), psycopg.connect(url_of(live_url()), autocommit=True) as connection:
            connection.execute(words.encode())

    def one(self, column: object) -> object:
        with self.app.app_context():
            return db.session.query(column).one()[0]

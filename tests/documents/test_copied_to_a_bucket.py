"""`flask files copy`: from a directory to a bucket and back, whole, stopped or spoiled."""

import pytest
from flask import Flask
from sqlalchemy import delete

from app.core.db import transaction
from app.http.files.storage import keep, storage_at
from app.models.files.document import StoredFile
from tests.documents.test_storages import KEYS, address_of, bucket_server
from workflows.documents import store_file

__all__ = ["bucket_server"]
PHOTOS = (b"satu", b"dua", b"tiga")


class Move:
    """An installation with three files in its directory, and an empty bucket."""

    def __init__(self, app: Flask, tmp_path, server) -> None:
        given = {"storage_access_key": KEYS[0], "storage_secret_key": KEYS[1], "instance_dir": tmp_path}
        self.settings = app.config["SETTINGS"].model_copy(update=given)
        app.config["SETTINGS"], self.app, self.server = self.settings, app, server
        self.directory, self.bucket = str(self.settings.files_dir), address_of(server)
        self.keys = [self.add(content) for content in PHOTOS]

    def add(self, content: bytes) -> str:
        with self.app.app_context(), transaction() as session:
            return store_file(session, keep(content, "image/jpeg"), actor=None).storage_key

    def run(self, source: str, target: str, *more: str):
        return self.app.test_cli_runner().invoke(args=["files", "copy", source, target, *more])

    def held_by(self, place: str) -> list[bytes]:
        opened = storage_at(place, self.settings)
        return [opened.open(key).read() for key in self.keys]


@pytest.fixture
def move(committed_app: Flask, tmp_path, bucket_server) -> Move:
    return Move(committed_app, tmp_path, bucket_server)


def test_there_and_back_every_byte_is_the_same(move, tmp_path) -> None:
    assert move.run(move.directory, move.bucket).output == "3 copied and compared now, 3 in all.\n"
    assert move.held_by(move.bucket) == list(PHOTOS)
    back = str(tmp_path / "back")
    assert move.run(move.bucket, back).exit_code == 0
    assert move.held_by(back) == list(PHOTOS)


def test_run_again_it_copies_only_what_came_meanwhile(move) -> None:
    move.run(move.directory, move.bucket)
    move.keys.append(move.add(b"empat"))
    assert move.run(move.directory, move.bucket).output == "1 copied and compared now, 4 in all.\n"
    assert move.held_by(move.bucket)[-1] == b"empat"


def test_a_bucket_that_stops_in_the_middle_is_no_success_and_it_goes_on_later(move) -> None:
    move.server.broken = True
    stopped = move.run(move.directory, move.bucket)
    assert stopped.exit_code == 1
    assert stopped.output == "The storage does not answer or refuses: GET 403\n"
    move.server.broken = False
    assert move.run(move.directory, move.bucket).exit_code == 0
    assert move.held_by(move.bucket) == list(PHOTOS)


def test_spoiled_bytes_are_named_and_never_noted_as_copied(move) -> None:
    place = storage_at(move.directory, move.settings)
    place.put(move.keys[1], b"rusak")
    done = move.run(move.directory, move.bucket)
    assert done.exit_code == 1
    assert f"{move.keys[1]} (other bytes than were stored)" in done.output
    place.put(move.keys[1], PHOTOS[1])
    assert move.run(move.directory, move.bucket).output == "3 copied and compared now, 3 in all.\n"
    assert move.held_by(move.bucket) == list(PHOTOS)


def test_bytes_spoiled_at_the_target_are_written_again_when_everything_is_looked_at(move) -> None:
    move.run(move.directory, move.bucket)
    storage_at(move.bucket, move.settings).put(move.keys[0], b"rusak")
    assert move.run(move.directory, move.bucket, "--from-start").exit_code == 0
    assert move.held_by(move.bucket) == list(PHOTOS)


def test_a_file_that_is_gone_is_named_unless_the_target_has_it(move) -> None:
    storage_at(move.directory, move.settings).delete(move.keys[2])
    assert f"{move.keys[2]} (missing)" in move.run(move.directory, move.bucket).output
    storage_at(move.bucket, move.settings).put(move.keys[2], PHOTOS[2])
    assert move.run(move.directory, move.bucket).exit_code == 0


def test_without_files_there_is_nothing_to_copy(move) -> None:
    with move.app.app_context(), transaction() as session:
        session.execute(delete(StoredFile))
    assert move.run(move.directory, move.bucket).output == "0 copied and compared now, 0 in all.\n"

"""The storage port: a directory, and a bucket spoken to over real HTTP."""

import hashlib
import re
from collections.abc import Generator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from flask import Flask

from app.http.files.storage import StorageAway, keep
from app.settings import BadSettings, read_settings
from integrations.storage import Missing, Storage, StorageDown
from integrations.storage.local import LocalStorage
from integrations.storage.s3 import S3Storage, read_bucket
from integrations.storage.sigv4 import authorization

KEYS = ("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")


class FakeBucket(BaseHTTPRequestHandler):
    """Keeps what it is sent when the signature is right."""

    objects: dict[str, bytes]
    broken: bool

    def do_PUT(self) -> None:
        content = self.rfile.read(int(self.headers["Content-Length"]))
        if self._is_signed("PUT", content):
            self.server.objects[self.path] = content
            self._answer(200)

    def do_GET(self) -> None:
        if self._is_signed("GET", b""):
            found = self.server.objects.get(self.path)
            self._answer(200 if found is not None else 404, found or b"")

    def _is_signed(self, method: str, content: bytes) -> bool:
        names = ("host", "x-amz-content-sha256", "x-amz-date")
        headers = {name: self.headers[name] for name in names}
        at = datetime.strptime(headers["x-amz-date"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        right = authorization(
            method, self.path, headers, at=at, region="ap-southeast-3", access_key=KEYS[0], secret_key=KEYS[1]
        )
        honest = headers["x-amz-content-sha256"] == hashlib.sha256(content).hexdigest()
        if self.server.broken or self.headers["Authorization"] != right or not honest:
            self._answer(403)
            return False
        return True

    def _answer(self, status: int, body: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        pass


@pytest.fixture
def bucket_server() -> Generator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), FakeBucket)
    server.objects, server.broken = {}, False
    Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def address_of(server: ThreadingHTTPServer) -> str:
    return f"s3://berkas/sigap?endpoint=http://127.0.0.1:{server.server_port}&region=ap-southeast-3"


@pytest.fixture(params=["directory", "bucket"])
def any_storage(request: pytest.FixtureRequest, tmp_path: Path) -> Storage:
    if request.param == "directory":
        return LocalStorage(tmp_path)
    server = request.getfixturevalue("bucket_server")
    return S3Storage(read_bucket(address_of(server)), *KEYS)


def test_what_is_saved_is_read_back_under_a_key_that_says_nothing(any_storage: Storage) -> None:
    content = bytes(range(256)) * 100
    key = any_storage.save(content)
    assert re.fullmatch(r"[0-9a-f]{2}/[0-9a-f]{2}/[0-9a-f]{32}", key)
    assert any_storage.save(content) != key
    with any_storage.open(key) as file:
        assert file.read() == content


@pytest.mark.parametrize("key", ["aa/bb/" + "0" * 32, "../../etc/passwd", "/etc/passwd", "", "aa/bb/cc?x"])
def test_what_is_not_there_is_missing(any_storage: Storage, key: str) -> None:
    with pytest.raises(Missing):
        any_storage.open(key)


def test_the_signature_is_the_one_of_amazons_own_example() -> None:
    headers = {
        "host": "examplebucket.s3.amazonaws.com",
        "range": "bytes=0-9",
        "x-amz-content-sha256": hashlib.sha256(b"").hexdigest(),
        "x-amz-date": "20130524T000000Z",
    }
    at = datetime(2013, 5, 24, tzinfo=UTC)
    said = authorization("GET", "/test.txt", headers, at=at, region="us-east-1", access_key=KEYS[0], secret_key=KEYS[1])
    assert said.endswith("Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41")


def test_a_bucket_that_refuses_us_is_down(bucket_server: ThreadingHTTPServer) -> None:
    store = S3Storage(read_bucket(address_of(bucket_server)), KEYS[0], "wrong")
    with pytest.raises(StorageDown):
        store.save(b"x")


def test_people_are_told_when_the_storage_is_away(app_with, bucket_server: ThreadingHTTPServer) -> None:
    app: Flask = app_with(storage_url=address_of(bucket_server), storage_access_key=KEYS[0], storage_secret_key=KEYS[1])
    with app.test_request_context():
        kept = keep(b"x", "image/jpeg")
        assert bucket_server.objects[f"/berkas/sigap/{kept.storage_key}"] == b"x"
        bucket_server.broken = True
        with pytest.raises(StorageAway, match="tidak dapat dihubungi"):
            keep(b"x", "image/jpeg")


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"storage_url": "https://x"}, "STORAGE_URL"),
        ({"storage_url": "s3://b"}, "STORAGE_URL"),
        ({"storage_url": "s3://b?endpoint=ftp://x"}, "STORAGE_URL"),
        ({"storage_url": "s3://b?endpoint=https://x"}, "STORAGE_ACCESS_KEY"),
    ],
)
def test_a_bad_bucket_stops_the_start_and_is_named(given: dict[str, str], named: str) -> None:
    with pytest.raises(BadSettings, match=named):
        read_settings(**given)

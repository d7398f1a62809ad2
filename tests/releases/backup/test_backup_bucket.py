"""Backups in a bucket, over real HTTP."""

import hashlib
from collections.abc import Generator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import pytest

from integrations.backups import NoSuchBackup, PlaceDown
from integrations.backups.s3 import S3Place
from integrations.storage.s3_wire import read_bucket

NAMES = ("sigap-20261119T180000Z.json", "sigap-20261120T180000Z.json", "sigap-20261120T180000Z.tar.age")


class FakeBucket(BaseHTTPRequestHandler):
    """Keeps what it is sent when its SHA-256 is the signed one; lists two keys at a time."""

    def do_PUT(self) -> None:
        content = self.rfile.read(int(self.headers["Content-Length"]))
        honest = hashlib.sha256(content).hexdigest() == self.headers["x-amz-content-sha256"]
        if honest:
            self.server.objects[self.path] = content
        self._answer(200 if honest else 400)

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        if parts.query:
            return self._list({name: values[0] for name, values in parse_qs(parts.query).items()})
        found = self.server.objects.get(self.path)
        return self._answer(404 if found is None else 200, found or b"")

    def do_DELETE(self) -> None:
        self.server.objects.pop(self.path, None)
        self._answer(204)

    def _list(self, asked: dict[str, str]) -> None:
        keys = sorted(path.removeprefix("/cadangan/") for path in self.server.objects)
        begin = int(asked.get("continuation-token", "0"))
        page = [key for key in keys if key.startswith(asked["prefix"])][begin : begin + 2]
        more = f"<NextContinuationToken>{begin + 2}</NextContinuationToken>" if begin + 2 < len(keys) else ""
        self._answer(200, ("<R>" + "".join(f"<Key>{key}</Key>" for key in page) + more + "</R>").encode())

    def _answer(self, status: int, body: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        pass


@pytest.fixture
def place() -> Generator[S3Place]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), FakeBucket)
    server.objects = {"/cadangan/sigap/other.txt": b""}
    Thread(target=server.serve_forever, daemon=True).start()
    yield S3Place(read_bucket(f"s3://cadangan/sigap?endpoint=http://127.0.0.1:{server.server_port}"), "key", "secret")
    server.shutdown()
    server.server_close()


def test_what_is_put_is_listed_page_by_page_read_back_and_deleted(place: S3Place, tmp_path: Path) -> None:
    file = tmp_path / "archive"
    for name in NAMES:
        file.write_bytes(name.encode() * 50_000)
        place.put(name, file)
    assert place.names() == list(NAMES)
    with place.open(NAMES[2]) as reader:
        assert reader.read() == NAMES[2].encode() * 50_000
    place.delete(NAMES[0])
    assert place.names() == list(NAMES[1:])
    with pytest.raises(NoSuchBackup):
        place.open(NAMES[0])


def test_a_bucket_that_is_away_is_said(tmp_path: Path) -> None:
    away = S3Place(read_bucket("s3://cadangan?endpoint=http://127.0.0.1:1"), "key", "secret")
    with pytest.raises(PlaceDown):
        away.names()

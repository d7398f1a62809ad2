"""A bucket of an S3-compatible store; each backup is one object of at most 5 GB."""

import re
from pathlib import Path
from typing import BinaryIO, cast
from xml.sax.saxutils import unescape

import requests

from integrations.backups import MISSING, NAME, NoSuchBackup, PlaceDown, digest_of
from integrations.storage.s3_wire import Bucket, S3Wire, Unreachable

LARGEST = 5 * 1024**3  # bytes that one PUT may carry
_KEY, _NEXT = re.compile(r"<Key>([^<]*)</Key>"), re.compile(r"<NextContinuationToken>([^<]*)<")


class S3Place:
    def __init__(self, bucket: Bucket, access_key: str, secret_key: str) -> None:
        self._wire, self._prefix = S3Wire(bucket, access_key, secret_key), bucket.prefix

    def put(self, name: str, file: Path) -> None:
        """The store compares the signed SHA-256 with what it received."""
        with file.open("rb") as reader:
            sha256, size = digest_of(reader)
            if size > LARGEST:
                raise PlaceDown(f"{size} bytes are more than one upload may carry ({LARGEST})")
            reader.seek(0)
            self._send("PUT", name, reader, sha256=sha256)

    def open(self, name: str) -> BinaryIO:
        answer = self._send("GET", name, stream=True, allowed={404})
        if answer.status_code == requests.codes.not_found:
            raise NoSuchBackup(MISSING.format(name))
        return cast("BinaryIO", answer.raw)

    def names(self) -> list[str]:
        found: list[str] = []
        query = {"list-type": "2", "prefix": f"{self._prefix}sigap-"}
        while True:
            page = self._send("GET", "", query=query).text
            found += [unescape(key).rsplit("/", 1)[-1] for key in _KEY.findall(page)]
            following = _NEXT.search(page)
            if following is None:
                return sorted(name for name in found if NAME.fullmatch(name))
            query = query | {"continuation-token": unescape(following[1])}

    def delete(self, name: str) -> None:
        self._send("DELETE", name, allowed={204, 404})

    def free_bytes(self) -> int | None:
        return None

    def _send(
        self, method: str, name: str, *given: BinaryIO, allowed: set[int] | None = None, **more: object
    ) -> requests.Response:
        try:
            answer = self._wire.send(method, name, *given, **more)  # type: ignore[arg-type]
        except Unreachable as problem:
            raise PlaceDown(str(problem)) from None
        if answer.status_code not in {200, *(allowed or set())}:
            raise PlaceDown(f"{method} {answer.status_code}")
        return answer

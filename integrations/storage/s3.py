"""Files as objects of an S3-compatible store (AWS, MinIO, Ceph, …), spoken to in its plain HTTP."""

import hashlib
import io
import re
from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO
from xml.sax.saxutils import unescape

import requests

from integrations.storage import KEY, Missing, StorageDown, new_key
from integrations.storage.s3_wire import NOTHING, Bucket, S3Wire, Unreachable, read_bucket

_FILE = re.compile(r"<Key>([^<]*)</Key>.*?<LastModified>([^<]*)</LastModified>", re.DOTALL)
_NEXT = re.compile(r"<NextContinuationToken>([^<]*)<")
__all__ = ["Bucket", "S3Storage", "read_bucket"]


class S3Storage:
    """One object for each file."""

    def __init__(self, bucket: Bucket, access_key: str, secret_key: str) -> None:
        self._wire, self._prefix = S3Wire(bucket, access_key, secret_key), bucket.prefix

    def save(self, content: bytes) -> str:
        """A retried PUT writes the same bytes under the same new key."""
        key = new_key()
        self.put(key, content)
        return key

    def put(self, key: str, content: bytes) -> None:
        answer = self._send("PUT", key, content)
        if answer.status_code != requests.codes.ok:
            raise StorageDown(f"PUT {answer.status_code}")

    def open(self, key: str) -> BinaryIO:
        """Read whole: no file of ours is larger than an upload may be."""
        if not KEY.fullmatch(key):
            raise Missing(key)
        answer = self._send("GET", key)
        if answer.status_code == requests.codes.not_found:
            raise Missing(key)
        if answer.status_code != requests.codes.ok:
            raise StorageDown(f"GET {answer.status_code}")
        return io.BytesIO(answer.content)

    def keys(self, *, before: datetime) -> Iterator[str]:
        query = {"list-type": "2", "prefix": self._prefix}
        while True:
            answer = self._send("GET", "", query=query)
            if answer.status_code != requests.codes.ok:
                raise StorageDown(f"LIST {answer.status_code}")
            for name, changed in _FILE.findall(answer.text):
                key = unescape(name).removeprefix(self._prefix)
                if KEY.fullmatch(key) and datetime.fromisoformat(changed) < before:
                    yield key
            following = _NEXT.search(answer.text)
            if following is None:
                return
            query["continuation-token"] = unescape(following[1])

    def delete(self, key: str) -> None:
        if not KEY.fullmatch(key):
            return
        answer = self._send("DELETE", key)
        if answer.status_code not in {requests.codes.ok, requests.codes.no_content, requests.codes.not_found}:
            raise StorageDown(f"DELETE {answer.status_code}")

    def _send(
        self, method: str, key: str, content: bytes = b"", query: dict[str, str] | None = None
    ) -> requests.Response:
        digest = hashlib.sha256(content).hexdigest() if content else NOTHING
        try:
            return self._wire.send(method, key, content, sha256=digest, query=query)
        except Unreachable as problem:
            raise StorageDown(str(problem)) from None

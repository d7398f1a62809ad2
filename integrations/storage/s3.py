"""An S3-compatible store (AWS, MinIO, Ceph, …), spoken to in its plain HTTP."""

import hashlib
import io
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import BinaryIO
from urllib.parse import parse_qs, urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

from integrations.storage import KEY, Missing, StorageDown
from integrations.storage.sigv4 import authorization

TIMEOUT = (5, 30)  # seconds: connect, read
AGAIN = Retry(
    total=3,
    backoff_factor=0.3,
    status_forcelist=(500, 502, 503, 504),
    allowed_methods={"GET", "PUT"},
    raise_on_status=False,
)


@dataclass(frozen=True, slots=True)
class Bucket:
    """Where: `s3://bucket/prefix?endpoint=https://s3.example.id&region=ap-southeast-3`."""

    name: str
    prefix: str
    endpoint: str
    region: str


def read_bucket(address: str) -> Bucket:
    """Raises ValueError with what was expected."""
    parts = urlsplit(address)
    options = {name: values[0] for name, values in parse_qs(parts.query).items()}
    endpoint = options.get("endpoint", "").rstrip("/")
    if parts.scheme != "s3" or not parts.netloc or urlsplit(endpoint).scheme not in {"http", "https"}:
        raise ValueError("expected s3://bucket?endpoint=https://…&region=…")
    prefix = parts.path.strip("/")
    return Bucket(parts.netloc, f"{prefix}/" if prefix else "", endpoint, options.get("region", "us-east-1"))


class S3Storage:
    """One object for each file; path-style addresses, which every S3-compatible store understands."""

    def __init__(self, bucket: Bucket, access_key: str, secret_key: str) -> None:
        self._bucket, self._access_key, self._secret_key = bucket, access_key, secret_key
        self._wire = requests.Session()
        self._wire.trust_env = False  # no ~/.netrc, no proxy from the environment
        for scheme in ("http://", "https://"):
            self._wire.mount(scheme, HTTPAdapter(max_retries=AGAIN, pool_maxsize=16))

    def save(self, content: bytes) -> str:
        """A retried PUT writes the same bytes under the same new key."""
        name = secrets.token_hex(16)
        key = f"{name[:2]}/{name[2:4]}/{name}"
        answer = self._send("PUT", key, content)
        if answer.status_code != requests.codes.ok:
            raise StorageDown(f"PUT {answer.status_code}")
        return key

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

    def delete(self, key: str) -> None:
        if not KEY.fullmatch(key):
            return
        answer = self._send("DELETE", key)
        if answer.status_code not in {requests.codes.ok, requests.codes.no_content, requests.codes.not_found}:
            raise StorageDown(f"DELETE {answer.status_code}")

    def _send(self, method: str, key: str, content: bytes = b"") -> requests.Response:
        at = datetime.now(UTC)
        path = f"{urlsplit(self._bucket.endpoint).path}/{self._bucket.name}/{self._bucket.prefix}{key}"
        headers = {
            "host": urlsplit(self._bucket.endpoint).netloc,
            "x-amz-content-sha256": hashlib.sha256(content).hexdigest(),
            "x-amz-date": f"{at:%Y%m%dT%H%M%SZ}",
        }
        headers["Authorization"] = authorization(
            method,
            path,
            headers,
            at=at,
            region=self._bucket.region,
            access_key=self._access_key,
            secret_key=self._secret_key,
        )
        address = f"{self._bucket.endpoint}/{self._bucket.name}/{self._bucket.prefix}{key}"
        try:
            return self._wire.request(
                method, address, data=content or None, headers=headers, timeout=TIMEOUT, allow_redirects=False
            )
        except requests.RequestException as problem:
            raise StorageDown(type(problem).__name__) from None

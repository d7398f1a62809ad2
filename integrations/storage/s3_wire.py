"""One signed HTTP request to an S3-compatible store; what files and backups share."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import BinaryIO
from urllib.parse import parse_qs, quote, urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

from integrations.storage.sigv4 import authorization

TIMEOUT = (5, 30)  # seconds: connect, read
AGAIN = Retry(
    total=3,
    backoff_factor=0.3,
    status_forcelist=(500, 502, 503, 504),
    allowed_methods={"GET", "PUT"},
    raise_on_status=False,
)
NOTHING = hashlib.sha256(b"").hexdigest()


class Unreachable(Exception):
    """No answer; the text is the kind of failure."""


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


class S3Wire:
    """Path-style addresses, which every S3-compatible store understands."""

    def __init__(self, bucket: Bucket, access_key: str, secret_key: str) -> None:
        self.bucket, self._access_key, self._secret_key = bucket, access_key, secret_key
        self._wire = requests.Session()
        self._wire.trust_env = False  # no ~/.netrc, no proxy from the environment
        for scheme in ("http://", "https://"):
            self._wire.mount(scheme, HTTPAdapter(max_retries=AGAIN, pool_maxsize=16))

    def send(
        self,
        method: str,
        key: str,
        content: bytes | BinaryIO = b"",
        *,
        sha256: str = NOTHING,
        query: dict[str, str] | None = None,
        stream: bool = False,
    ) -> requests.Response:
        """`key` below the prefix, empty for the bucket itself; `sha256` in hex of `content`. Raises Unreachable."""
        place = f"/{self.bucket.name}/{self.bucket.prefix}{key}" if key else f"/{self.bucket.name}"
        pairs = sorted((query or {}).items())
        asked = "&".join(f"{quote(name, safe='')}={quote(value, safe='')}" for name, value in pairs)
        headers = self._signed(method, place, sha256, asked)
        address = f"{self.bucket.endpoint}{place}" + (f"?{asked}" if asked else "")
        try:
            return self._wire.request(
                method,
                address,
                data=content or None,
                headers=headers,
                timeout=TIMEOUT,
                allow_redirects=False,
                stream=stream,
            )
        except requests.RequestException as problem:
            raise Unreachable(type(problem).__name__) from None

    def _signed(self, method: str, place: str, sha256: str, query: str) -> dict[str, str]:
        at, endpoint = datetime.now(UTC), urlsplit(self.bucket.endpoint)
        headers = {
            "host": endpoint.netloc,
            "x-amz-content-sha256": sha256,
            "x-amz-date": f"{at:%Y%m%dT%H%M%SZ}",
        }
        headers["Authorization"] = authorization(
            method,
            endpoint.path + place,
            headers,
            at=at,
            region=self.bucket.region,
            access_key=self._access_key,
            secret_key=self._secret_key,
            query=query,
        )
        return headers

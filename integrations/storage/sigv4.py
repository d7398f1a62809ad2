"""AWS Signature Version 4, as every S3-compatible store wants it."""

import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime
from urllib.parse import quote

SERVICE = "s3"


def authorization(
    method: str,
    path: str,
    headers: Mapping[str, str],
    *,
    at: datetime,
    region: str,
    access_key: str,
    secret_key: str,
    query: str = "",
) -> str:
    """The Authorization header of a request; every given header is signed.

    `headers` hold host, x-amz-date and x-amz-content-sha256, all names in lower case; `at` in UTC.
    `query`: percent-encoded and sorted by name.
    """
    names = sorted(headers)
    signed = ";".join(names)
    lines = "".join(f"{name}:{headers[name].strip()}\n" for name in names)
    request = "\n".join((method, quote(path), query, lines, signed, headers["x-amz-content-sha256"]))
    scope = f"{at:%Y%m%d}/{region}/{SERVICE}/aws4_request"
    digest = hashlib.sha256(request.encode()).hexdigest()
    to_sign = "\n".join(("AWS4-HMAC-SHA256", f"{at:%Y%m%dT%H%M%SZ}", scope, digest))
    key = f"AWS4{secret_key}".encode()
    for part in scope.split("/"):
        key = _hmac(key, part)
    return (
        f"AWS4-HMAC-SHA256 Credential={access_key}/{scope},SignedHeaders={signed},Signature={_hmac(key, to_sign).hex()}"
    )


def _hmac(key: bytes, text: str) -> bytes:
    return hmac.new(key, text.encode(), hashlib.sha256).digest()

"""Downloads media from Meta without trusting where it points or how large it says it is."""

import base64
import binascii
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from integrations.outcome import Refused, TryLater
from integrations.shapes import text
from integrations.wire import Wire

HOSTS = ("graph.facebook.com",)
HOST_ENDINGS = (".fbsbx.com", ".whatsapp.net")
LONGEST_DOWNLOAD = 120.0  # seconds; a slow drip must not hold a worker


@dataclass(frozen=True, slots=True)
class Media:
    """A downloaded file; `mime_type` is the sender's claim, so look at the content before believing it."""

    content: bytes = field(repr=False)
    mime_type: str
    sha256: str


def download(wire: Wire, description: Mapping[str, Any], *, max_bytes: int, api_root: str) -> Media:
    """Fetch described media with our token, which therefore goes to Meta's hosts only."""
    url = text(description, "url") or ""
    if not is_trusted(url, api_root):
        raise Refused("media_host", urlsplit(url).hostname or "")
    size = text(description, "file_size") or str(description.get("file_size", ""))
    if size.isascii() and size.isdigit() and int(size[:18]) > max_bytes:
        raise Refused("media_too_big", size)
    content = wire.download(url, max_bytes=max_bytes, longest=LONGEST_DOWNLOAD)
    if content is None:
        raise Refused("media_too_big", f">{max_bytes}")
    digest = hashlib.sha256(content).digest()
    claimed = text(description, "sha256")
    if claimed and digest not in _digests(claimed):
        raise TryLater("media_damaged", "sha256")
    return Media(content, text(description, "mime_type") or "application/octet-stream", digest.hex())


def is_trusted(url: str, api_root: str) -> bool:
    """Tell whether the token may go there: Meta over TLS, or the very server the API is configured to be."""
    try:
        there, api = urlsplit(url), urlsplit(api_root)
        port, api_port = there.port, api.port
    except ValueError:
        return False
    host = (there.hostname or "").lower()
    if (there.scheme, host, port) == (api.scheme, api.hostname, api_port):
        return True
    known = host in HOSTS or host.endswith(HOST_ENDINGS)
    return known and there.scheme == "https" and port in {None, 443} and not there.username


def _digests(claimed: str) -> set[bytes]:
    # Meta writes hex in the media API and base64 in webhooks.
    found: set[bytes] = set()
    for decode in (bytes.fromhex, base64.b64decode):
        try:
            found.add(decode(claimed))
        except (ValueError, binascii.Error):
            continue
    return found

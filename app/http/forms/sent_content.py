"""What a form said: kept beside its key, so that the same key with other content is refused and both are shown."""

import hashlib
import hmac
import re
from collections.abc import Iterator
from typing import Any

from flask import request

from app.core.errors import Invalid
from app.core.i18n import N_
from app.http.security.secret_keys import derivation_key

KEPT = "_sent"  # in the kept answer, never handed out
LONGEST, MOST_SHOWN = 120, 5  # signs of a value's beginning and of its end; fields that a sentence names
NOT_CONTENT = {"csrf_token", "idempotency_key", "proof_of_person"}
NOT_SHOWN = re.compile(r"pass|fresh|repeat|current|code|token|secret|otp|signature", re.IGNORECASE)
# measured as the phone sends, and sent again with other values: the key is of the tap
MEASURED = {"device_at", "sent_at", "offline", "latitude", "longitude", "accuracy"}


class OtherContent(Invalid):
    """The key was used: the first content is saved, this one is not."""

    code = "key_reused"


def content_now(*, unnamed: bool = False) -> dict[str, Any]:
    """A keyed hash of what the request says about which record, and those of its fields that may be shown.

    `unnamed`: of somebody who must stay unknown, so not the names of their files.
    """
    about = ("", request.path + "?" + request.args.get("id", ""))
    fields, files = list(_fields()), list(_files())
    digest = hmac.new(derivation_key().encode(), digestmod=hashlib.sha256)
    for part in (part for field in sorted([about, *fields, *files]) for part in field):
        digest.update(f"{len(part)}:".encode() + part.encode("utf-8", "surrogatepass"))
    shown: dict[str, list[str]] = {}
    for name, value in fields if unnamed else [*fields, *files]:
        if value and not NOT_SHOWN.search(name):
            shown.setdefault(name, []).append(_shortened(value))
    return {"hash": digest.hexdigest(), "fields": {name: ", ".join(values) for name, values in shown.items()}}


def _shortened(value: str) -> str:
    """Beginning and end: a text that was changed is mostly added to."""
    return value if len(value) <= 2 * LONGEST else f"{value[:LONGEST]} … {value[-LONGEST:]}"


def refuse_other(kept: dict[str, Any], now: dict[str, Any] | None) -> None:
    """Raises OtherContent, which names what is saved and what came now."""
    known = kept.get(KEPT)
    if known is None or now is None or hmac.compare_digest(known["hash"], now["hash"]):
        return
    changed = [
        name for name in {**known["fields"], **now["fields"]} if known["fields"].get(name) != now["fields"].get(name)
    ]
    pairs = [f"“{known['fields'].get(name, '')}” → “{now['fields'].get(name, '')}”" for name in changed[:MOST_SHOWN]]
    raise OtherContent(
        N_(
            "Formulir ini sudah terkirim dan tersimpan dengan isi lain; isian yang sekarang belum disimpan."
            " Tersimpan → sekarang: %(pairs)s. Kirim lagi bila ini memang isian baru.",
            pairs="; ".join(pairs) or "–",
        )
    )


def _fields() -> Iterator[tuple[str, str]]:
    for name, value in request.form.items(multi=True):
        if name not in NOT_CONTENT | MEASURED:
            yield name, value.replace("\r\n", "\n").replace("\x00", "")
    if request.is_json:
        yield "", request.get_data(as_text=True)


def _files() -> Iterator[tuple[str, str]]:
    for name, upload in request.files.items(multi=True):
        if upload.filename:
            digest = hashlib.file_digest(upload.stream, "sha256").hexdigest()  # type: ignore[arg-type]
            upload.stream.seek(0)
            yield f"{name} (berkas)", f"{upload.filename} {digest[:12]}"

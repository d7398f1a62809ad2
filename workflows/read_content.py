"""What a person has read before a step decides about it: a hash of it, compared under the record's lock."""

import json
from typing import Any

from app.core.errors import DomainError
from app.core.i18n import N_
from app.core.identifiers import sha256

SEEN_LENGTH = 16


class ContentChanged(DomainError):
    """Somebody wrote something else between the reading and the decision."""

    code = "changed_meanwhile"
    sentence = N_("Isinya sudah diubah sejak Anda membacanya. Baca isi yang sekarang, lalu putuskan lagi.")


def hash_of(content: Any) -> str:
    return sha256(json.dumps(content, sort_keys=True, default=str, ensure_ascii=False))[:SEEN_LENGTH]


def require_read(seen: str, content: Any) -> None:
    """`seen`: the hash of what was read, empty: nothing was. Raises ContentChanged."""
    if seen != hash_of(content):
        raise ContentChanged

"""A file that goes with an e-mail."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Attachment:
    """`name` as the reader's program shows it."""

    name: str
    media_type: str
    content: bytes

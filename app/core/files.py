"""A file that was received or rendered and is safely in the storage."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StorageObject:
    """`size` in bytes; `sha256` of exactly the bytes under `storage_key`; `original_name` is for people only."""

    storage_key: str
    sha256: str
    size: int
    media_type: str
    original_name: str = ""

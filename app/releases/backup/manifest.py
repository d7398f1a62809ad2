"""What a backup says about itself: inside the archive in full, beside it without names of files."""

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from app.releases.backup.digests import TableDigest

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Manifest:
    """`files`: storage key → [size in bytes, SHA-256]. `missing`: keys nobody could read."""

    made_at: str  # ISO 8601, UTC: the moment of the snapshot
    version: str
    schema_head: str
    server_version: str
    secret_key_id: str  # names the SECRET_KEY without telling it
    tables: dict[str, TableDigest]
    dump_sha256: str
    dump_size: int
    files: dict[str, tuple[int, str]] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    format: int = FORMAT

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables.values())

    @property
    def snapshot_at(self) -> datetime:
        return datetime.fromisoformat(self.made_at)

    def to_json(self) -> str:
        return json.dumps(asdict(self))


def read_manifest(text: str | bytes) -> Manifest:
    """Raises ValueError on anything that is none."""
    try:
        known: dict[str, Any] = json.loads(text)
        if known.pop("format") != FORMAT:
            raise ValueError("of another format")
        tables = {name: TableDigest(int(rows), str(digest)) for name, (rows, digest) in known.pop("tables").items()}
        files = {key: (int(size), str(digest)) for key, (size, digest) in known.pop("files").items()}
        return Manifest(tables=tables, files=files, **known)
    except (KeyError, TypeError, AttributeError) as problem:
        raise ValueError(f"no manifest: {problem}") from None


@dataclass(frozen=True, slots=True)
class Summary:
    """The JSON beside an archive: readable without a key, written last, so an archive without one is unfinished."""

    name: str
    size: int
    sha256: str
    made_at: str
    version: str
    schema_head: str
    server_version: str
    secret_key_id: str
    recipients: list[str]
    rows: int
    file_count: int
    missing: int

    def write(self, path: Path) -> None:
        path.write_text(json.dumps(asdict(self), indent=1) + "\n")

    @property
    def snapshot_at(self) -> datetime:
        return datetime.fromisoformat(self.made_at)


def read_summary(text: str | bytes) -> Summary:
    """Raises ValueError on anything that is none."""
    try:
        return Summary(**json.loads(text))
    except TypeError as problem:
        raise ValueError(f"no summary of a backup: {problem}") from None

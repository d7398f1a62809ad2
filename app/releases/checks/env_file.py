"""Files of environment variables (KEY=value), as systemd, compose and dotenv read them, and what tells two apart."""

import re
from collections.abc import Mapping
from pathlib import Path

from app.releases.checks.report import mask

LARGEST = 1024 * 1024  # bytes
_LINE = re.compile(r"(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*)")
_QUOTED = re.compile(r"""(["'])(.*?)(?<!\\)\1\s*(?:#.*)?""")


class BadEnvFile(Exception):
    """Cannot be read; the text names the line, never its value."""


def read_env_file(file: Path) -> dict[str, str]:
    """Raises BadEnvFile for a line that is none, and for a name that stands there twice with two values."""
    try:
        content = file.read_bytes()
        text = content.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        raise BadEnvFile(f"{file}: {problem}") from None
    if len(content) > LARGEST:
        raise BadEnvFile(f"{file}: lebih dari 1 MB")
    found: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        parts = _LINE.fullmatch(line.strip())
        if parts is None:
            raise BadEnvFile(f"{file}: baris {number} bukan NAMA=nilai")
        name, value = parts[1], _value(parts[2])
        if found.setdefault(name, value) != value:
            raise BadEnvFile(f"{file}: {name} ada dua kali dengan nilai berbeda (baris {number})")
    return found


def _value(text: str) -> str:
    quoted = _QUOTED.fullmatch(text)
    if quoted:
        return quoted[2]
    return re.sub(r"(^|\s+)#.*$", "", text).strip()


def differences(one: Mapping[str, str], other: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Name and both sides, masked; an empty side has no such variable. What is equal is left out."""
    rows: list[tuple[str, str, str]] = []
    for name in sorted(one.keys() | other.keys()):
        here, there = one.get(name), other.get(name)
        if here != there:
            rows.append((name, "–" if here is None else mask(here), "–" if there is None else mask(there)))
    return rows

"""Files of environment variables (KEY=value), as systemd, compose and dotenv read them, and what tells two apart."""

import re
from collections.abc import Mapping
from pathlib import Path

from app.core.errors import DomainError
from app.core.i18n import N_, Sentence
from app.releases.checks.report import mask

LARGEST = 1024 * 1024  # bytes
BINARY = "\0"  # no text has it, and no variable of a process can
_LINE = re.compile(r"(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*)")
_QUOTED = re.compile(r"""(["'])(.*?)(?<!\\)\1\s*(?:#.*)?""")


class BadEnvFile(DomainError):
    """Cannot be read; the sentence names the line, never its value."""

    code = "bad_env_file"


def read_env_file(file: Path) -> dict[str, str]:
    """Raises BadEnvFile for a line that is none, and for a name that stands there twice with two values."""
    found: dict[str, str] = {}
    text = _read(file)
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        parts = _LINE.fullmatch(line.strip())
        if parts is None:
            raise BadEnvFile(N_("%(file)s: baris %(number)d bukan NAMA=nilai", file=str(file), number=number))
        name, value = parts[1], _value(parts[2])
        if found.setdefault(name, value) != value:
            raise BadEnvFile(
                N_(
                    "%(file)s: %(name)s ada dua kali dengan nilai berbeda (baris %(number)d)",
                    file=str(file),
                    name=name,
                    number=number,
                )
            )
    return found


def _read(file: Path) -> str:
    try:
        with file.open("rb") as bytes_of:
            content = bytes_of.read(LARGEST + 1)
    except OSError as problem:
        raise BadEnvFile(_say_unreadable(file, problem)) from None
    if len(content) > LARGEST:
        raise BadEnvFile(N_("%(file)s: lebih dari 1 MB", file=str(file)))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = BINARY
    if BINARY in text:
        raise BadEnvFile(N_("%(file)s: bukan berkas teks UTF-8", file=str(file)))
    return text


def _say_unreadable(file: Path, problem: OSError) -> Sentence:
    match problem:
        case FileNotFoundError() | NotADirectoryError():
            return N_("%(file)s: berkas tidak ada", file=str(file))
        case IsADirectoryError():
            return N_("%(file)s: ini folder, bukan berkas", file=str(file))
        case PermissionError():
            return N_("%(file)s: tidak boleh dibaca oleh pemakai ini", file=str(file))
    return N_("%(file)s: tidak dapat dibaca (%(problem)s)", file=str(file), problem=problem.strerror or str(problem))


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

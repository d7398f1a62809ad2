# pyright: reportAttributeAccessIssue=false, reportUnknownParameterType=false
# pyrage comes without types
"""Files in the age format, readable by the age program too: encrypted to public recipients, opened by identities."""

from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

import pyrage
from pyrage import x25519


class BadKey(Exception):
    """A recipient or an identity that is none."""


class CannotDecrypt(Exception):
    """Another key, or a changed or truncated file."""


def new_identity() -> tuple[str, str]:
    """A new pair: the secret identity and its public recipient."""
    identity = x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def read_recipients(words: str) -> list[x25519.Recipient]:
    """Recipients separated by white space or commas; raises BadKey."""
    try:
        return [x25519.Recipient.from_str(word) for word in words.replace(",", " ").split()]
    except pyrage.RecipientError as problem:
        raise BadKey(f"not an age recipient (age1…): {problem}") from None


def read_identities(file: Path) -> list[x25519.Identity]:
    """The AGE-SECRET-KEY-1… lines of a file as `age-keygen` writes it; raises BadKey."""
    try:
        lines = [line.strip() for line in file.read_text().splitlines()]
        found = [x25519.Identity.from_str(line) for line in lines if line and not line.startswith("#")]
    except (OSError, UnicodeDecodeError, pyrage.IdentityError) as problem:
        raise BadKey(f"{file}: {problem}") from None
    if not found:
        raise BadKey(f"{file} holds no AGE-SECRET-KEY-1…")
    return found


def encrypt(source: BinaryIO, target: BinaryIO, recipients: Sequence[x25519.Recipient]) -> None:
    """Stream `source` into `target`; raises OSError where that cannot be written."""
    try:
        pyrage.encrypt_io(source, target, recipients)
    except pyrage.EncryptError as problem:
        raise OSError(str(problem)) from None


def decrypt(source: BinaryIO, target: BinaryIO, identities: Sequence[x25519.Identity]) -> None:
    """Stream; what was written before CannotDecrypt is raised must not be used."""
    try:
        pyrage.decrypt_io(source, target, identities)
    except (pyrage.DecryptError, OSError) as problem:
        raise CannotDecrypt(str(problem) or type(problem).__name__) from None

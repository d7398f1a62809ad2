"""The secret code with which somebody who gave no name comes back: shown once, only its SHA-256 is kept."""

from app.core.identifiers import sha256

ALPHABET = "ABCDEFGHJKMNPQRTUVWXYZ"  # none that is taken for another one, on paper or read out
LENGTH, GROUP = 20, 5  # 22^20: 89 bits


def spell_code(chance: bytes) -> str:
    """Four groups of five letters out of at least 32 random bytes."""
    number, code = int.from_bytes(chance), ""
    for _ in range(LENGTH):
        number, place = divmod(number, len(ALPHABET))
        code += ALPHABET[place]
    return "-".join(code[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def hash_code(code: str) -> str:
    """Of the letters alone, however they were typed."""
    return sha256("".join(mark for mark in code.upper() if mark in ALPHABET))

"""The parser alone: nothing anybody types breaks it, and what it reads is fit to be stored."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.conversations.parsing.answers import read_missing
from workflows.conversations.parsing.commands import Command, read_command
from workflows.conversations.parsing.registration_text import FIELDS, LONGEST, Registration, clean_text
from workflows.conversations.parsing.understand import understand
from workflows.conversations.parsing.vocabulary import is_yes

WORD = st.from_regex(r"[A-Za-z]{5,12}( [A-Za-z]{3,12}){0,2}", fullmatch=True).filter(
    lambda text: not any(word in text.lower() for word in ("nama", "alamat", "keluhan", "daftar", "name", "hp", "wa"))
)
SPACE = st.sampled_from(["", " ", "  ", "\t", "\u200b", "\u00a0", "\u202e"])


@given(st.text())
def test_any_text_is_read_without_an_error(text: str) -> None:
    read_command(text)
    for found in (understand(text).known, read_missing(text, Registration(name="Budi"))):
        for field in FIELDS:
            value = getattr(found, field)
            assert len(value) <= LONGEST[field]
            assert "\x00" not in value
            assert "\n" not in value


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = clean_text(text)
    assert clean_text(once) == once


@given(
    WORD,
    WORD,
    WORD,
    st.lists(SPACE, min_size=7, max_size=7),
    st.sampled_from(["DAFTAR", "daftar", "Daftar", "ＤＡＦＴＡＲ"]),
)
def test_a_full_message_is_read_whatever_the_spacing(
    name: str, address: str, complaint: str, spaces: list[str], command: str
) -> None:
    a, b, c, d, e, f, g = spaces
    found = understand(f"{a}{command}{b}#{c}{name}{d}#{address}{e}#{f}{complaint}{g}").known
    assert found is not None
    assert (found.name, found.address, found.complaint) == (name, address, complaint)
    assert not found.missing


@given(WORD, WORD, WORD, st.permutations(["name", "address", "complaint"]), st.sampled_from([":", " : ", "=", "："]))
def test_labelled_lines_are_read_in_any_order(
    name: str, address: str, complaint: str, order: list[str], colon: str
) -> None:
    said = {"name": ("Nama", name), "address": ("ALAMAT", address), "complaint": ("keluhan", complaint)}
    found = understand("\n".join(f"{said[field][0]}{colon}{said[field][1]}" for field in order)).known
    assert found is not None
    assert (found.name, found.address, found.complaint) == (name, address, complaint)


@given(WORD.filter(lambda text: not is_yes(text)), WORD)
def test_the_missing_field_alone_completes_it(address: str, complaint: str) -> None:
    known = read_missing(address, Registration(name="Budi", complaint=complaint))
    assert known == Registration(name="Budi", address=address, complaint=complaint)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("DAFTAR#Budi#Jl. Merdeka #5, Bandung#AC#1 rusak", ("Budi", "Jl. Merdeka #5, Bandung", "AC#1 rusak")),
        ("DAFTAR##Jl. Merdeka 1#", ("", "Jl. Merdeka 1", "")),
        ("DAFTAR#Nama#Alamat#Keluhan", ("", "", "")),
        ("daftar harga dong", ("", "", "")),
        ("Daftar\nBudi\nJl. Merdeka 1\nAC rusak\ndan bocor", ("Budi", "Jl. Merdeka 1", "AC rusak dan bocor")),
        ("AC bocor, alamat: Jl. Merdeka 3", ("", "Jl. Merdeka 3", "AC bocor")),
    ],
)
def test_known_oddities(text: str, expected: tuple[str, str, str]) -> None:
    found = understand(text).known
    assert found is not None
    assert (found.name, found.address, found.complaint) == expected


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("STOP", Command.STOP),
        ("berhenti.", Command.STOP),
        ("status TKT-2026-000123", Command.STATUS),
        ("Cek status", Command.STATUS),
        ("CS", Command.PERSON),
        ("?", Command.HELP),
        ("Menu!", Command.HELP),
        ("ＳＴＯＰ", Command.STOP),
    ],
)
def test_commands(text: str, command: Command) -> None:
    order = read_command(text)
    assert order is not None
    assert order.command == command


@pytest.mark.parametrize("text", ["stop kontak di dapur mati", "status ac saya bagaimana", "admin saya sakit", ""])
def test_words_that_only_look_like_commands(text: str) -> None:
    assert read_command(text) is None

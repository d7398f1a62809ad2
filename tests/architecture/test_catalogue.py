"""Every sentence has its English. `make catalogue` brings the catalogue to today's sentences."""

import re
from pathlib import Path

import pytest

from app.launch.catalogue import ENGLISH, HEADER, extract_sentences, read_catalogue

LABELLED = re.compile(
    r"""<(?:a|button)\b[^>]*?aria-label="\{\{ _\((["'])(.+?)\1[^}]*\}\}"[^>]*>\s*\{\{ _\((["'])(.+?)\3\) \}\}"""
)
PLACE = re.compile(r"%%|%\(\w+\)[a-z]|%[a-z]")


@pytest.fixture(scope="module")
def sentences():
    return [message for message in extract_sentences() if message.id]


@pytest.fixture(scope="module")
def english():
    return read_catalogue()


def forms(message):
    """The source sentence and, for a plural, its second form."""
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def answers(message):
    return (message.string or "",) if isinstance(message.string, str) else tuple(message.string or ())


def test_every_sentence_has_its_english(sentences, english):
    silent = [
        message.id
        for message in sentences
        if not (known := english.get(message.id, message.context)) or not all(answers(known))
    ]
    assert silent == [], "run `make catalogue` and translate these"


def test_nothing_is_guessed_or_left_over(sentences, english):
    today = {(message.id, message.context) for message in sentences}
    entries = [message for message in english if message.id]
    assert [message.id for message in entries if message.fuzzy] == []
    assert [message.id for message in entries if (message.id, message.context) not in today] == [], (
        "run `make catalogue`"
    )
    assert list(english.obsolete) == []


def test_english_keeps_every_placeholder(english):
    wrong = [
        (source, answer)
        for message in english
        if message.id
        for source, answer in zip(forms(message), answers(message), strict=True)
        if sorted(PLACE.findall(source)) != sorted(PLACE.findall(answer))
    ]
    assert wrong == []


def test_plural_sentences_have_both_english_forms(english):
    assert english.num_plurals == 2
    wrong = [message.id for message in english if len(forms(message)) != len(answers(message)) and message.id]
    assert wrong == []


def test_catalogue_names_nobody_and_no_place():
    text = ENGLISH.read_text()
    assert text.startswith(HEADER)
    assert "\n#: " not in text
    assert "POT-Creation-Date" not in text


def test_what_is_read_aloud_holds_what_is_seen_in_both_languages(english):
    """Speech control finds a link by the words on it."""
    pages = (page.read_text() for page in Path("templates").rglob("*.html"))
    found = [(label, seen) for text in pages for _, label, _, seen in LABELLED.findall(text)]
    assert found
    both = found + [tuple(english.get(sentence).string for sentence in pair) for pair in found]
    assert [pair for pair in both if pair[1].lower() not in pair[0].lower()] == []

"""A few thousand characters of the same word keep no reader of typed text busy."""

import contextlib
import time

import pytest

from app.core.errors import Invalid
from app.core.time_zones import zone_of_address
from workflows.conversations.parsing.understand import understand
from workflows.visits.documents.read_goods import read_goods

LONGEST = 4096  # characters, as WhatsApp sends them


def seconds(work, text):
    began = time.process_time()
    with contextlib.suppress(Invalid):
        work(text)
    return time.process_time() - began


@pytest.mark.parametrize("word", ["08", "Ibu Agus ", "\n", "daftar#", "jl. a ", "no 1 ", "tolong ", "ya, "])
def test_a_message_of_one_word_is_understood_soon(word):
    assert seconds(understand, f"AC rusak {word * (LONGEST // len(word))}x") < 5


@pytest.mark.parametrize("word", ["08", "biji ", "x ", "1 x "])
def test_a_list_of_goods_without_end_is_refused_soon(word):
    assert seconds(read_goods, word * (LONGEST // len(word)) + "a   ") < 5


@pytest.mark.parametrize("word", ["08", "nomor 1 ", "jl "])
def test_an_address_without_end_has_its_zone_soon(word):
    line = f"jl nomor {word * (LONGEST // len(word))}!"
    assert seconds(lambda text: zone_of_address({"street": text, "city": text}), line) < 5

"""The strict reader asks about every fault, also after it has passed sound pages of the same blocks."""

import pytest

from tests.support.strict import StrictReader

PAGE = (
    '<!doctype html><html lang="id"><head><title>A & B</title></head><body><p>A</p>'
    '<table><tbody><tr><td><a href="/x">&#39;1&#39;</a></td></tr></tbody></table><div><p>B</p></div></body></html>'
)


@pytest.fixture
def reader() -> StrictReader:
    reader = StrictReader()
    assert reader.objections(PAGE) == []
    return reader


def test_the_same_blocks_are_not_asked_about_again(reader: StrictReader) -> None:
    assert reader.objections(PAGE.replace("/x", "/y").replace("<p>A</p>", "<p>B</p><p>C</p>")) == []
    assert reader.asked == 1


@pytest.mark.parametrize(
    ("sound", "faulty"),
    [
        ("</div></body>", "</body>"),
        ("<p>B</p></div>", "<p>B</div></p>"),
        ('href="/x"', 'href="/x" href="/y"'),
        ("&#39;1", "&#39 1"),
        ("<p>A</p>", "<p>&nosuch;</p>"),
        ("<p>A</p>", "<p>1 < 2</p>"),
        ("<p>A</p>", "<p>\x01</p>"),
        ("<p>A</p>", "</p>"),
        ("<!doctype html>", ""),
    ],
)
def test_a_fault_among_known_blocks_is_found(reader: StrictReader, sound: str, faulty: str) -> None:
    page = PAGE.replace(sound, faulty, 1)
    assert page != PAGE
    assert reader.objections(page)

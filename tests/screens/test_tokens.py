"""The design tokens: both dark blocks say the same, and every theme names every colour that the light one names."""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).parents[2] / "app" / "static" / "css"
TOKENS = "\n".join((CSS / name).read_text() for name in ("tokens.css", "themes.css"))
_BLOCK = r"{selector} \{{(.*?)\n\s*\}}"


def block(selector: str) -> dict[str, str]:
    found = re.search(_BLOCK.format(selector=re.escape(selector)), TOKENS, re.DOTALL)
    assert found, selector
    return dict(re.findall(r"(--[\w-]+): ([^;]+);", found[1]))


LIGHT = block(":root")
DARK = block(':root[data-theme="dark"]')


def test_both_dark_blocks_are_the_same() -> None:
    assert block(':root:not([data-theme="light"])') == DARK


def test_both_blocks_of_more_contrast_are_the_same() -> None:
    asked = block(':root:not([data-contrast="less"]):not([data-theme="dark"])')
    assert block(':root[data-contrast="more"]') == asked


def test_dark_names_no_colour_that_light_does_not_know_and_none_is_forgotten() -> None:
    colours = {name for name, value in LIGHT.items() if value.startswith(("#", "rgb"))}
    assert set(DARK) - set(LIGHT) == set()
    assert colours - set(DARK) == set()


@pytest.mark.parametrize("file", sorted(CSS.rglob("*.css")), ids=lambda file: file.name)
def test_every_token_that_is_used_exists(file: Path) -> None:
    used = set(re.findall(r"var\((--[\w-]+)\)", file.read_text()))
    given = {name for other in CSS.rglob("*.css") for name in re.findall(r"(--[\w-]+):", other.read_text())}
    assert used - given == set()

"""Markdown of articles as HTML of an allow-list; pictures are our own only, named `gambar:<id>`."""

import re
from dataclasses import dataclass
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from app.core.text.cleaning import clear

LONGEST = 100_000  # characters of one article
PICTURE = re.compile(r"gambar:(\d{1,18})")
PICTURE_ADDRESS = "/help/picture/"
_PARSER = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
_TAGS = {
    *("h2", "h3", "h4", "p", "br", "hr", "ul", "ol", "li", "blockquote", "pre", "code", "strong", "em", "s"),
    *("a", "img", "table", "thead", "tbody", "tr", "th", "td"),
}
_LEVELS = {"h1": "h2", "h5": "h4", "h6": "h4"}


@dataclass(frozen=True, slots=True)
class Rendered:
    """`contents`: anchor and words of each heading of the first level."""

    html: Markup
    contents: tuple[tuple[str, str], ...]


@lru_cache(maxsize=256)
def render_markdown(text: str) -> Rendered:
    tokens = _PARSER.parse(clear(text)[:LONGEST])
    contents = _mark_headings(tokens)
    written = _CLEANER.clean(_PARSER.renderer.render(tokens, _PARSER.options, {}))
    return Rendered(Markup(written), contents)  # noqa: S704  what the allow-list left


def plain_words(text: str) -> str:
    """The words of Markdown, for the search."""
    return re.sub(r"\s+", " ", nh3.clean(_PARSER.render(clear(text)[:LONGEST]), tags=set()))


def _mark_headings(tokens: list[Token]) -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, str]] = []
    for place, token in enumerate(tokens):
        if token.type not in {"heading_open", "heading_close"}:
            continue
        token.tag = _LEVELS.get(token.tag, token.tag)
        if token.type == "heading_open" and token.tag == "h2":
            anchor = f"bagian-{len(found) + 1}"
            token.attrSet("id", anchor)
            found.append((anchor, tokens[place + 1].content))
    return tuple(found)


def _attribute(tag: str, name: str, value: str) -> str | None:
    if tag == "img" and name == "src":
        picture = PICTURE.fullmatch(value.strip())
        return f"{PICTURE_ADDRESS}{picture[1]}" if picture else None
    return value


_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    attributes={"a": {"href"}, "img": {"src", "alt"}, "h2": {"id"}, "ol": {"start"}},
    attribute_filter=_attribute,
    url_schemes={"http", "https", "mailto", "tel", "gambar"},
    link_rel="noopener noreferrer",
)

"""HTML mail as plain text, with what it quotes apart."""

import re
from html.parser import HTMLParser

from integrations.support_mail.quoted_reply import Reply

_BLANK = re.compile(r"\s+")  # also in front of and behind words, which may stand in tags of their own
_BLOCKS = {"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "blockquote", "table", "ul", "ol", "hr"}
_SILENT = {"style", "script", "head", "title"}
_EMPTY = {"br", "hr", "img", "meta", "link", "input", "col", "wbr", "area", "base", "source"}
_QUOTE_CLASSES = {"gmail_quote", "moz-cite-prefix", "yahoo_quoted"}
_QUOTE_IDS = {"divrplyfwdmsg", "appendonsend"}  # Outlook: everything behind them is quoted, too


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.shown: list[str] = []
        self.hidden: list[str] = []
        self._open: list[str] = []
        self._quoted_at: int | None = None  # how deep the quotation begins; 0: up to the end
        self._silent_at: int | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: (value or "").lower() for name, value in attrs}
        if tag not in _EMPTY:
            self._open.append(tag)
        depth = len(self._open)
        if tag in _SILENT and self._silent_at is None:
            self._silent_at = depth
        if self._quoted_at is None:
            if given.get("id", "").removeprefix("x_") in _QUOTE_IDS:
                self._quoted_at = 0
            elif _QUOTE_CLASSES & set(given.get("class", "").split()) or _is_citation(tag, given):
                self._quoted_at = depth
        if tag in _BLOCKS:
            self._add("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._add("\n")
        if tag not in self._open:
            return
        while self._open and self._open.pop() != tag:
            pass
        depth = len(self._open)
        if self._silent_at is not None and depth < self._silent_at:
            self._silent_at = None
        if self._quoted_at is not None and depth < self._quoted_at:
            self._quoted_at = None

    def handle_data(self, data: str) -> None:
        if self._silent_at is None:
            self._add(_BLANK.sub(" ", data))

    def _add(self, text: str) -> None:
        (self.shown if self._quoted_at is None else self.hidden).append(text)


def split_html(html: str) -> Reply:
    """A mail that is only a quotation is shown whole."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    shown, hidden = _lines(reader.shown), _lines(reader.hidden)
    return Reply(shown, hidden) if shown else Reply(hidden, "")


def _is_citation(tag: str, given: dict[str, str]) -> bool:
    return tag == "blockquote" and given.get("type") == "cite"


def _lines(parts: list[str]) -> str:
    lines = [" ".join(line.split()) for line in "".join(parts).split("\n")]
    kept = [line for place, line in enumerate(lines) if line or (place and lines[place - 1])]
    return "\n".join(kept).strip()

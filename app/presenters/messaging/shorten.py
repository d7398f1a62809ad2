"""Messages fit their channel: 4096 UTF-16 units in Telegram's HTML as it is read, 4096 characters in WhatsApp.

What is too long loses its middle: its last line, where the link stands, is kept.
"""

from html import escape
from html.parser import HTMLParser

LONGEST = 4096
LONGEST_LAST_LINE = 500
MORE = "…\n"


def shorten_text(text: str, most: int = LONGEST) -> str:
    if len(text) <= most:
        return text
    head, last = _parted(text)
    return f"{head[: most - len(MORE) - len(last)].rstrip()}{MORE}{last}"


def shorten_html(html: str, most: int = LONGEST) -> str:
    """Tags that are open where it is cut are closed."""
    if len(html) * 2 <= most or _Cut(html, most).left >= 0:
        return html
    head, last = _parted(html)
    kept = _Cut(head, most - len(MORE) - (most - _Cut(last, most).left))
    return f"{kept.html}{MORE}{last}"


def _parted(text: str) -> tuple[str, str]:
    head, _, last = text.rpartition("\n")
    return (head, last) if head and len(last) <= LONGEST_LAST_LINE else (text, "")


class _Cut(HTMLParser):
    """`html`: its beginning, as far as `most` units are read; `left` is below zero when there was more."""

    def __init__(self, html: str, most: int) -> None:
        super().__init__(convert_charrefs=True)
        self.left, self._parts, self._open = most, list[str](), list[str]()
        self.feed(html)
        self.close()

    @property
    def html(self) -> str:
        return "".join([*self._parts, *(f"</{tag}>" for tag in reversed(self._open))])

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        if self.left > 0:
            self._parts.append(self.get_starttag_text() or "")
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1] == tag:
            self._parts.append(f"</{self._open.pop()}>")

    def handle_data(self, data: str) -> None:
        units = data.encode("utf-16-le")
        kept = units[: max(self.left, 0) * 2].decode("utf-16-le", "ignore")
        self._parts.append(escape(kept, quote=False))
        self.left -= len(units) // 2

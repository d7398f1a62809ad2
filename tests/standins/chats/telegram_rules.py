"""The rules of Telegram's messages; every breach answers with Telegram's own words."""

from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from tests.standins.server import Answer, Broken

TAGS = {
    "b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "a", "code", "pre", "tg-spoiler", "span", "blockquote",
}  # fmt: skip
LONGEST_TEXT = 4096
MOST_BUTTONS = 100


def refusal(status: int, words: str, **more: Any) -> Answer:
    return Answer(status, {"ok": False, "error_code": status, "description": words, **more})


def bad(words: str) -> Broken:
    return Broken(words, refusal(400, f"Bad Request: {words}"))


def only(body: dict[str, Any], allowed: set[str]) -> None:
    extra = sorted(set(body) - allowed)
    if extra:
        raise bad(f"unexpected parameters {extra}")


def whole(body: dict[str, Any], name: str) -> int:
    value = body.get(name)
    if isinstance(value, bool) or not isinstance(value, int):
        raise bad(f"{name} must be an integer" if value is not None else f"{name} is empty")
    return value


class _Plain(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag not in TAGS:
            raise bad(f'can\'t parse entities: Unsupported start tag "{tag}" at byte offset {self.getpos()[1]}')
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise bad(f'can\'t parse entities: Unmatched end tag at byte offset {self.getpos()[1]}: "{tag}"')

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def plain(html: str) -> str:
    """Give the words as the reader sees them."""
    parser = _Plain()
    parser.feed(html)
    parser.close()
    if parser.open:
        raise bad(f"can't parse entities: Can't find end tag corresponding to start tag {parser.open[-1]}")
    return "".join(parser.words)


def check_text(body: dict[str, Any]) -> None:
    text = body.get("text")
    if not isinstance(text, str):
        raise bad("message text is empty")
    if body.get("parse_mode") not in {None, "HTML"}:
        raise bad("unsupported parse_mode")
    seen = plain(text) if body.get("parse_mode") == "HTML" else text
    if not seen.strip():
        raise bad("message text is empty")
    if len(seen.encode("utf-16-le", "replace")) // 2 > LONGEST_TEXT:
        raise bad("message is too long")
    preview = body.get("link_preview_options", {})
    if not isinstance(preview, dict) or not isinstance(preview.get("is_disabled", False), bool):
        raise bad("link_preview_options is invalid")


def check_keyboard(markup: Any) -> None:
    if markup is None:
        return
    rows = markup.get("inline_keyboard") if isinstance(markup, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad('can\'t parse inline keyboard: Field "inline_keyboard" must be of type Array of Array')
    buttons = [button for row in rows for button in row]
    if len(buttons) > MOST_BUTTONS:
        raise bad("REPLY_MARKUP_TOO_LONG")
    for button in buttons:
        _check_button(button)


def _check_button(button: Any) -> None:
    if not isinstance(button, dict) or not isinstance(button.get("text"), str) or not button["text"].strip():
        raise bad("can't parse inline keyboard button: Text buttons must be non-empty strings")
    only(button, {"text", "callback_data", "url", "style"})
    if ("callback_data" in button) == ("url" in button):
        raise bad("can't parse inline keyboard button: exactly one action is needed")
    if "callback_data" in button:
        pressed = button["callback_data"]
        if not isinstance(pressed, str) or not 1 <= len(pressed.encode()) <= 64:
            raise bad("BUTTON_DATA_INVALID")
        return
    address = urlsplit(str(button["url"]))
    if address.scheme not in {"http", "https", "tg"} or not address.netloc:
        raise bad(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")

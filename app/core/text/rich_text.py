"""Rich text from people: what an allow-list leaves of it, and the same as plain text.

Stored sanitised, and sanitised once more wherever it is shown (the filter `|rich`): a rule that grows stricter
holds for old rows too. Mail, exports and PDFs take the plain text only.
"""

import html
import re

import nh3
from markupsafe import Markup

from app.core.errors import Invalid
from app.core.i18n import N_
from app.core.text.cleaning import clear

LONGEST_HTML = 200_000  # characters as sent, marks included
LONGEST_TEXT = 20_000  # characters as read
LONGEST_ADDRESS = 2_000
MOST_MARKS = 10_000  # "<" as sent: a parser's time grows with the square of what is nested
DEEPEST = 30  # elements in one another; an editor makes five

NUL = N_("Isian memuat karakter yang tidak diperbolehkan.")
TOO_LONG = N_("Teks terlalu panjang (paling banyak 20.000 karakter). Ringkas dulu, atau kirim dalam beberapa bagian.")

TAGS = {"strong", "em", "del", "h3", "p", "div", "br", "ul", "ol", "li", "blockquote", "pre", "code", "a"}
_RENAMED = {"b": "strong", "i": "em", "s": "del", "strike": "del"} | dict.fromkeys(("h1", "h2", "h4", "h5", "h6"), "h3")
_SCHEMES = ("http://", "https://", "mailto:")
_RENAME = re.compile(rf"<(/?)({'|'.join(_RENAMED)})>")
_TAG = re.compile(r"<(/?)([a-z0-9]+)[^>]*>")
_BREAK = re.compile(r"<br>|</(?:p|div|li|h3|blockquote|pre|ul|ol)>")
_ITEM = re.compile(r"<li>")


def _address(tag: str, name: str, value: str) -> str | None:
    """A link's target; without "<" and ">", so that a tag ends at its first ">"."""
    if name == "rel":
        return value
    address = clear(value).strip().replace("<", "%3C").replace(">", "%3E")
    fine = tag == "a" and name == "href" and address.lower().startswith(_SCHEMES) and len(address) <= LONGEST_ADDRESS
    return address if fine else None


_CLEANER = nh3.Cleaner(
    tags=TAGS | set(_RENAMED),
    clean_content_tags={"script", "style", "template", "noscript", "iframe", "svg", "math", "title", "textarea", "xmp"},
    attributes={"a": {"href"}},
    attribute_filter=_address,
    url_schemes={"http", "https", "mailto"},
    link_rel="noopener noreferrer nofollow ugc",
    strip_comments=True,
)


def sanitise(sent: str) -> str:
    """HTML of the allow-list, nothing else; empty when no words are left. Raises Invalid for NUL and for too much."""
    if "\x00" in sent:
        raise Invalid(NUL)
    if len(sent) > LONGEST_HTML or sent.count("<") > MOST_MARKS:
        raise Invalid(TOO_LONG)
    cleaned = _cleaned(sent)
    words = plain_text(cleaned)
    if len(words) > LONGEST_TEXT:
        raise Invalid(TOO_LONG)
    return cleaned if words else ""


def plain_text(sanitised: str) -> str:
    """The words of sanitised HTML with their line breaks, list items marked by a bullet."""
    text = _TAG.sub("", _ITEM.sub("• ", _BREAK.sub("\n", sanitised)))
    lines = (line.strip() for line in clear(html.unescape(text)).replace("\xa0", " ").split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def from_plain(text: str) -> str:
    """Sanitised HTML of what was typed without an editor: empty lines part paragraphs."""
    if "\x00" in text:
        raise Invalid(NUL)
    if len(text) > LONGEST_TEXT:
        raise Invalid(TOO_LONG)
    parts = (part for part in re.split(r"\n\s*\n", clear(text).strip()) if part.strip())
    return "".join(f"<p>{html.escape(part, quote=False).replace(chr(10), '<br>')}</p>" for part in parts)


def rich(stored: str | None) -> Markup:
    """For templates: sanitised once more on its way out."""
    return Markup(_cleaned(stored or ""))  # noqa: S704  what the allow-list left


def _cleaned(sent: str) -> str:
    first = _RENAME.sub(lambda found: f"<{found[1]}{_RENAMED[found[2]]}>", _CLEANER.clean(clear(sent)))
    if len(first) > LONGEST_HTML or _depth(first) > DEEPEST:  # no person makes such, and readers would wait for it
        first = from_plain(plain_text(first)[:LONGEST_TEXT])
    return clear(first).strip()  # once more: entities have become characters


def _depth(sanitised: str) -> int:
    deepest = depth = 0
    for closing, tag in _TAG.findall(sanitised):
        if tag != "br":
            depth += -1 if closing else 1
            deepest = max(deepest, depth)
    return deepest

"""The HTML of a mail as it may be shown: by an allow-list, its own pictures inside, those of others left out."""

import re
from base64 import b64encode
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import nh3

from integrations.support_mail.incoming import UNREADABLE
from integrations.support_mail.mail_text import leaves, plain_and_html

PICTURES = frozenset({"image/gif", "image/jpeg", "image/png", "image/webp"})  # none that can hold a script
MOST_PICTURE_BYTES = 5_000_000  # of all pictures together
_TAGS = nh3.ALLOWED_TAGS | {"font"}
_ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
_SILENT = {"script", "style", "template", "noscript", "iframe", "svg", "math", "title", "textarea", "head"}


@dataclass(frozen=True, slots=True)
class ShownHtml:
    """`html` may be put into a page. `left_out`: pictures that lie on other servers."""

    html: str
    left_out: int


def show_html(raw: bytes, *, remote_pictures: bool) -> ShownHtml | None:
    """None: the mail has no HTML. Never raises."""
    try:
        mail = message_from_bytes(raw, policy=default)
        _plain, html = plain_and_html(mail)
        return _shown(html, _own_pictures(mail), remote_pictures=remote_pictures) if html.strip() else None
    except UNREADABLE:
        return None


def _shown(html: str, own: dict[str, str], *, remote_pictures: bool) -> ShownHtml:
    left_out: list[str] = []

    def judge(tag: str, name: str, value: str) -> str | None:
        if (tag, name) != ("img", "src"):
            return value
        if value.lower().startswith("cid:"):
            return own.get(value[4:].strip().lower())
        if value.lower().startswith("https://") and remote_pictures:
            return value
        left_out.append(value)
        return None

    cleaned = nh3.clean(
        html,
        tags=_TAGS,
        clean_content_tags=_SILENT,
        attributes=_ATTRIBUTES,
        attribute_filter=judge,
        url_schemes={"http", "https", "mailto", "tel", "cid"},
        link_rel="noopener noreferrer nofollow",
    )
    return ShownHtml(re.sub(r"<a ", '<a target="_blank" ', cleaned), len(left_out))


def _own_pictures(mail: EmailMessage) -> dict[str, str]:
    """Data addresses by Content-ID, in small letters, without its angle brackets."""
    found: dict[str, str] = {}
    left = MOST_PICTURE_BYTES
    for part, _level in leaves(mail):
        name = str(part.get("Content-ID", "")).strip().strip("<>").lower()
        content = part.get_payload(decode=True)
        if not name or part.get_content_type() not in PICTURES or not isinstance(content, bytes) or len(content) > left:
            continue
        left -= len(content)
        found[name] = f"data:{part.get_content_type()};base64,{b64encode(content).decode()}"
    return found

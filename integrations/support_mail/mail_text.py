"""Text of bytes whose declared charset may be wrong, and of lines that were folded in transit."""

from email.message import EmailMessage, Message
from typing import cast

from integrations.shapes import clean

LONGEST = 1_000_000  # characters of a body; a search index takes no more
_ALIASES = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "utf-8", "ascii": "utf-8"}


def decode(raw: bytes, charset: str | None) -> str:
    """What the charset says, else UTF-8, else Windows; NUL characters are left out. Never raises."""
    for name in (_ALIASES.get((charset or "utf-8").lower(), (charset or "utf-8").lower()), "utf-8"):
        try:
            return clean(raw.decode(name))
        except (LookupError, UnicodeDecodeError):
            continue
    return clean(raw.decode("cp1252", errors="replace"))


def text_of(part: Message) -> str:
    """The text of one part as its sender saw it."""
    raw = part.get_payload(decode=True)
    text = decode(raw if isinstance(raw, bytes) else b"", part.get_content_charset())[:LONGEST]
    if str(part.get_param("format") or "").lower() == "flowed":
        text = unflow(text, delsp=str(part.get_param("delsp") or "").lower() == "yes")
    return text


def unflow(text: str, *, delsp: bool) -> str:
    """Join lines that end in a space (RFC 3676); a signature's `-- ` is none of them."""
    found: list[str] = []
    joins = True
    for line in text.replace("\r\n", "\n").split("\n"):
        soft = line.endswith(" ") and line != "-- "
        found += ["" if joins else "\n", line[:-1] if soft and delsp else line]
        joins = soft
    return "".join(found)


def plain_and_html(mail: EmailMessage, *, depth: int = 20) -> tuple[str, str]:
    """The first text and the first HTML that are no attachments, looked for `depth` levels deep."""
    plain, html = "", ""
    for part, level in leaves(mail):
        if level > depth or part.get_content_disposition() == "attachment":
            continue
        if part.get_content_type() == "text/plain" and not plain.strip():
            plain = text_of(part)
        elif part.get_content_type() == "text/html" and not html.strip():
            html = text_of(part)
    return plain, html


def _parts(part: Message) -> list[Message]:
    return cast("list[Message]", part.get_payload())


def leaves(part: Message, level: int = 0) -> list[tuple[Message, int]]:
    """Every part that holds no other, in order, with its depth; a forwarded mail is one part."""
    if not part.is_multipart() or part.get_content_type() == "message/rfc822":
        return [(part, level)]
    found: list[tuple[Message, int]] = []
    stack: list[tuple[Message, int]] = [(one, level + 1) for one in reversed(_parts(part))]
    while stack:
        one, here = stack.pop()
        if one.is_multipart() and one.get_content_type() != "message/rfc822":
            stack += [(inner, here + 1) for inner in reversed(_parts(one))]
        else:
            found.append((one, here))
    return found

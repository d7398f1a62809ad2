"""Where to go back to: only a path of our own, whatever stands in a form, a link or a header."""

from urllib.parse import SplitResult, urlsplit

from flask import request


def own_path(wanted: str) -> str | None:
    """The path with its query; None for another site's, and for what is no address at all."""
    parts = split_address(wanted)
    plain = parts is not None and not parts.scheme and not parts.netloc and wanted.isprintable()
    return wanted if plain and wanted.startswith("/") and not wanted.startswith("//") and "\\" not in wanted else None


def own_referrer() -> str | None:
    """The page of ours whose button was pressed."""
    came = split_address(request.referrer or "")
    if came is None or came.netloc not in {"", request.host}:
        return None
    return own_path(came.path + (f"?{came.query}" if came.query else ""))


def split_address(address: str) -> SplitResult | None:
    """None where urlsplit raises, as it does for `http://[`."""
    try:
        return urlsplit(address)
    except ValueError:
        return None

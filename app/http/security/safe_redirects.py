"""Where to go back to: only a path of our own, whatever stands in a form, a link or a header."""

from urllib.parse import SplitResult, urlsplit


def own_path(wanted: str) -> str | None:
    """The path with its query; None for another site's, and for what is no address at all."""
    parts = split_address(wanted)
    plain = parts is not None and not parts.scheme and not parts.netloc and wanted.isprintable()
    return wanted if plain and wanted.startswith("/") and not wanted.startswith("//") and "\\" not in wanted else None


def split_address(address: str) -> SplitResult | None:
    """None where urlsplit raises, as it does for `http://[`."""
    try:
        return urlsplit(address)
    except ValueError:
        return None

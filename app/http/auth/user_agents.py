"""A browser and an address in words a person recognises, and no more of them than that needs."""

import re
from ipaddress import IPv4Address, ip_address

_BROWSERS = (  # the first that is found: most browsers claim to be others as well
    ("Edge", r"\bEdgA?/"),
    ("Opera", r"\bOPR/"),
    ("Samsung Internet", r"\bSamsungBrowser/"),
    ("Firefox", r"\b(?:Firefox|FxiOS)/"),
    ("Chrome", r"\b(?:Chrome|CriOS|HeadlessChrome)/"),
    ("Safari", r"\bSafari/"),
)
_SYSTEMS = (
    ("Android", r"\bAndroid\b"),
    ("iPhone", r"\biPhone\b"),
    ("iPad", r"\biPad\b"),
    ("Windows", r"\bWindows\b"),
    ("macOS", r"\bMacintosh\b"),
    ("ChromeOS", r"\bCrOS\b"),
    ("Linux", r"\bLinux\b"),
)


def device_words(user_agent: str) -> str:
    """`Chrome · Android`; empty when nothing is recognised."""
    known = (_first(_BROWSERS, user_agent[:500]), _first(_SYSTEMS, user_agent[:500]))
    return " · ".join(word for word in known if word)


def address_prefix(address: str | None) -> str:
    """The network an address lies in: `203.0.113.x`, `2001:db8:1::`; empty for what is no address."""
    try:
        whole = ip_address(address or "")
    except ValueError:
        return ""
    if isinstance(whole, IPv4Address):
        return f"{str(whole).rpartition('.')[0]}.x"
    return f"{':'.join(part.lstrip('0') or '0' for part in whole.exploded.split(':')[:3])}::"


def _first(known: tuple[tuple[str, str], ...], text: str) -> str:
    return next((word for word, mark in known if re.search(mark, text)), "")

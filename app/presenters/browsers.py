"""A browser's own description of itself, in words a developer can use: "Chrome 130, Android 14"."""

import re

LOOKED_AT = 400  # characters; real ones are shorter

# in this order: most browsers claim to be several
_BROWSERS = (
    ("Edge", r"Edg(?:e|A|iOS)?/(\d+)"),
    ("Opera", r"(?:OPR|Opera)/(\d+)"),
    ("Samsung Internet", r"SamsungBrowser/(\d+)"),
    ("Firefox", r"(?:Firefox|FxiOS)/(\d+)"),
    ("Chrome", r"(?:Chrome|CriOS|Chromium)/(\d+)"),
    ("Safari", r"Version/(\d+)[\d.]* .*Safari/"),
)
_SYSTEMS = (
    ("Android", r"Android ?([\d.]*)"),
    ("iOS", r"(?:iPhone|iPad).*? OS ([\d_]+)"),
    ("Windows", r"Windows NT ([\d.]+)"),
    ("ChromeOS", r"CrOS"),
    ("macOS", r"Mac OS X ([\d_.]+)"),
    ("Linux", r"Linux"),
)
_WINDOWS = {"10.0": "10/11", "6.3": "8.1", "6.1": "7"}


def describe_browser(user_agent: str) -> str:
    """Empty when it says nothing we know."""
    text = user_agent[:LOOKED_AT]
    return ", ".join(part for part in (_first(_BROWSERS, text), _first(_SYSTEMS, text)) if part)


def _first(patterns: tuple[tuple[str, str], ...], text: str) -> str:
    for name, pattern in patterns:
        if found := re.search(pattern, text):
            version = (found[1] if found.groups() else "").replace("_", ".")
            version = _WINDOWS.get(version, version) if name == "Windows" else version
            return f"{name} {version}".strip()
    return ""

"""Line ends of message templates: Jinja's trim_blocks eats the one after a tag that ends a line of text."""

import re
from typing import Any

from jinja2.ext import Extension

_TAGS_ONLY = re.compile(r"\s*(?:\{%(?:(?!%\}).)*%\}\s*)+")
_OPTIONAL = re.compile(r"(?P<start>\{% if (?:(?!%\}).)*%\})(?P<text>(?:(?!\{%).)+)\{% endif %\}")


class MessageLines(Extension):
    """In `messages/`, a line of text keeps its end, and a line that is optional as a whole goes with its end."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002
        if not (name or "").startswith("messages/") or (name or "").endswith("layout.html"):
            return source
        return "".join(_kept(line) for line in source.splitlines(keepends=True))


def _kept(line: str) -> str:
    text: Any = line.removesuffix("\n")
    if text == line or not text.endswith("%}") or _TAGS_ONLY.fullmatch(text):
        return line
    optional = _OPTIONAL.fullmatch(text)
    if optional:
        return f"{optional['start']}{optional['text']}\n{{% endif %}}\n"
    return f"{text.removesuffix('%}')}+%}}\n" if not text.endswith(("-%}", "+%}")) else line

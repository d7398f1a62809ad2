"""What a strict HTML5 parser objects to, without asking it twice about the same building blocks.

The strict parser is slow, and thousands of pages are made of a few hundred blocks. A page is passed without asking
when its tags nest and close, nothing in its text could be mistaken for markup, and each of its elements has been
passed before: the same attributes, in the same place under the same ancestors, with or without text in it.
"""

import re

import html5lib

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
TOKEN = re.compile(
    r"""(?P<text>[^<]+)
      | <(?P<close>/?)(?P<name>[a-zA-Z][\w-]*)(?P<rest>(?:\s+[^\s"'<>/=]+(?:="[^"]*")?)*)\s*(?P<alone>/?)>
      | (?P<else><!doctype\s[^>]*>|<!--.*?-->|<)""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
VALUE = re.compile(r'="[^"]*"')
ENTITY = re.compile(r"&[a-z]+[0-9]*;", re.IGNORECASE)
ODD = re.compile(
    r"&(?![\s&]|#[0-9]+;|#x[0-9a-f]+;|[a-z]+[0-9]*;)|[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef]", re.IGNORECASE
)


class StrictReader:
    """Remembers the blocks of the pages that had no fault."""

    def __init__(self) -> None:
        self._passed: set[str] = set()
        self.asked = 0

    def objections(self, html: str) -> list[str]:
        """Return one sentence for each thing that is no HTML5."""
        blocks = _blocks(html)
        if blocks is not None and blocks <= self._passed:
            return []
        self.asked += 1
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        parser.parse(html)
        if not parser.errors:
            self._passed |= blocks or set()
        lines = html.splitlines()
        return [
            f"{code} {said} near {lines[min(place[0], len(lines)) - 1][:90]!r}" for place, code, said in parser.errors
        ]


def _blocks(html: str) -> set[str] | None:
    """Return each element under its ancestors; None when only the strict parser can tell."""
    if html.lstrip()[:15].lower() != "<!doctype html>" or ODD.search(html):
        return None
    blocks = set(ENTITY.findall(html))
    path = [""]
    for token in TOKEN.finditer(html):
        text, close, name, rest, alone, other = token.groups()
        if text is not None:
            if not text.isspace():
                blocks.add(f"{path[-1]} text")
        elif other is not None:
            if other == "<":
                return None
            blocks.add(f"{path[-1]} {other[:9]}")
        elif close:
            if path.pop() != f"{path[-1] if path else ''}/{name}" or not path:
                return None
        else:
            blocks.add(f"{path[-1]}/{name}{VALUE.sub('', rest)}{alone}")
            if name not in VOID and not alone:
                path.append(f"{path[-1]}/{name}")
    return blocks if len(path) == 1 else None

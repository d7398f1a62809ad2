"""The inner navigation of a long record page, read from its sections."""

import re
from dataclasses import dataclass

from markupsafe import Markup

FEWEST = 3  # a page of two sections needs no list of them
_SECTION = re.compile(
    r"<section\b(?P<attributes>[^>]*\bid=\"(?P<id>[^\"]+)\"[^>]*)>.*?<h2[^>]*>(?P<title>.*?)</h2>", re.DOTALL
)
_TAGS = re.compile(r"<svg.*?</svg>|<[^>]+>", re.DOTALL)
_COUNT = re.compile(r"data-count=\"(\d+)\"")


@dataclass(frozen=True, slots=True)
class Anchor:
    """A section with an id and a heading; `data-count` on the section is shown beside its name."""

    id: str
    title: Markup
    count: str


def section_anchors(html: str) -> list[Anchor]:
    """The sections of the page in their order; empty when they are too few to look for."""
    found = [
        Anchor(match["id"], _words(match["title"]), next(iter(_COUNT.findall(match["attributes"])), ""))
        for match in _SECTION.finditer(html)
    ]
    return found if len(found) >= FEWEST else []


def _words(heading: str) -> Markup:
    """The heading without its icon; what is left was escaped when the page was drawn."""
    return Markup(_TAGS.sub("", heading).strip())  # noqa: S704

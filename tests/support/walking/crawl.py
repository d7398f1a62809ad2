"""Crawl as one user: every page that links lead to, a few of each kind."""

import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, urljoin, urlsplit

from flask.testing import FlaskClient

from tests.support.walking.html import parse

OF_A_SHAPE, OF_A_KIND = 4, 2  # pages looked at of one shape of address, and of those with the same query beside it
Seen = Counter[str]
LEAVE_ALONE = re.compile(r"/logout|/static/|/export|\.csv|\.xlsx|\.pdf")


@dataclass(frozen=True)
class FoundPage:
    """A page and where the way led to it."""

    path: str
    status: int
    html: str
    led_from: str


def crawl(client: FlaskClient, starts: Iterable[str], seen: Seen, most: int = OF_A_SHAPE) -> Iterator[FoundPage]:
    """Yield each HTML page once, at most so many of a shape that `seen` counts; what is no HTML is only fetched."""
    known = set[str]()
    waiting = deque((start, "the start") for start in starts)
    while waiting:
        path, led_from = waiting.popleft()
        shape, kind = _shape_and_kind(path)
        if path in known or seen[shape] >= most or seen[kind] >= (OF_A_KIND if "?" in kind else most):
            continue
        known.add(path)
        seen.update({shape, kind})
        answer = client.get(path)
        if answer.status_code in {301, 302, 303, 307, 308}:
            waiting.appendleft((_local(path, answer.headers["Location"]) or "/", path))
            continue
        if answer.mimetype != "text/html":
            assert answer.status_code < 400, f"{path} (from {led_from}) answered {answer.status_code}"
            continue
        yield FoundPage(path, answer.status_code, answer.text, led_from)
        waiting.extend((found, path) for found in links(path, answer.text))


def links(path: str, html: str) -> list[str]:
    """The addresses of ours that a page links to, in the order it shows them."""
    anchors = parse(html).iter("a")
    found = [_local(path, anchor.get("href") or "") for anchor in anchors]
    return [address for address in found if address and not LEAVE_ALONE.search(address)]


def _local(base: str, href: str) -> str | None:
    parts = urlsplit(urljoin(f"http://localhost{base}", href.split("#", maxsplit=1)[0]))
    if parts.scheme not in {"http", "https"} or parts.hostname not in {"localhost", "127.0.0.1"}:
        return None
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _shape_and_kind(path: str) -> tuple[str, str]:
    """Numbers and tokens stand for one another, and so do the values of a query; a record's id is part of its path."""
    parts = urlsplit(path)
    shape = re.sub(r"\d+|[\w-]{20,}", "…", parts.path)
    query = {re.sub(r"\d+", "…", name) for name, _ in parse_qsl(parts.query)} - {"id", "url"}
    return shape, f"{shape}?{'&'.join(sorted(query))}" if query else f"{shape} itself"

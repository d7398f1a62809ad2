"""Pages of the forum that all visitors get alike are drawn once for each state of the forum, in every process.

A page is kept without what is one reader's own: the token and the key of its form are put in for each of them. Whoever
is logged in, or is told something once, gets a page of their own. The state is a version that the database changes in
the transaction of every change (ForumState), so a post that was hidden is gone with the next request. What may be a
minute old: the ages of posts, names of authors and of the company, the menu.
"""

import re
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import wraps
from time import monotonic
from typing import Any
from uuid import UUID

from flask import make_response, request
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf

from app.core.db import db
from app.core.identifiers import sha256
from app.http.auth.signed_in import find_signed_in_user
from app.http.forms.submission import new_idempotency_key
from app.http.pages.language import choose_locale
from workflows.forum import read_forum_version

MOST_PAGES, MOST_SECONDS = 300, 60.0
TOKEN, KEY = "<!-- token -->", "<!-- key -->"
_KEY = re.compile(r'(name="idempotency_key" value=")[^"]*"')


@dataclass(frozen=True, slots=True)
class CachedPage:
    """`tag` says whether a browser has the same page, whose ever token stands in it."""

    version: UUID
    until: float
    html: str
    tag: str


class CachedPages:
    """The pages that were asked for last."""

    def __init__(self) -> None:
        self._pages: OrderedDict[tuple[Any, ...], CachedPage] = OrderedDict()

    def find(self, key: tuple[Any, ...], version: UUID) -> CachedPage | None:
        page = self._pages.get(key)
        if page is None or page.version != version or monotonic() >= page.until:
            return None
        with suppress(KeyError):  # another thread has just dropped it
            self._pages.move_to_end(key)
        return page

    def keep(self, key: tuple[Any, ...], version: UUID, html: str) -> CachedPage:
        page = CachedPage(version, monotonic() + MOST_SECONDS, html, sha256(html))
        self._pages.pop(key, None)  # so that it stands last again
        self._pages[key] = page
        while len(self._pages) > MOST_PAGES:
            self._pages.popitem(last=False)
        return page


PAGES = CachedPages()


def alike_for_visitors(*arguments: str) -> Callable[[Callable[..., str]], Callable[..., ResponseReturnValue]]:
    """For a page that nothing but its path, these arguments of its address and the language change."""

    def decorate(view: Callable[..., str]) -> Callable[..., ResponseReturnValue]:
        @wraps(view)
        def answer(**given: Any) -> ResponseReturnValue:
            asked = {name: value for name, value in request.args.items() if value}
            if find_signed_in_user() is not None or "_flashes" in cookie or not asked.keys() <= set(arguments):
                return view(**given)
            key = (request.path, choose_locale(), *sorted(asked.items()))
            version = read_forum_version(db.session())
            page = PAGES.find(key, version) or PAGES.keep(key, version, _without_own(view(**given)))
            made = make_response(page.html.replace(TOKEN, generate_csrf()).replace(KEY, new_idempotency_key()))
            made.set_etag(page.tag)
            return made

        return answer

    return decorate


def _without_own(html: str) -> str:
    return _KEY.sub(rf'\1{KEY}"', html).replace(generate_csrf(), TOKEN)

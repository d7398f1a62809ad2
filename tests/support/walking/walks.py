"""Everybody's walk through the pages: which pages each role is led to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.models.access_links import AccessLink
from app.models.accounts.user import Role, User, UserStatus
from app.models.files.document import Document
from tests.support.people import sign_in
from tests.support.walking.crawl import FoundPage, Seen, crawl

# forms that make nothing and move nothing; an old password opens no second time, and a wrong one counts each time;
# each download of one's own data is logged
NO_KEY = re.compile(r"/login|/logout|/language|/password$|/profile/email$|/account/data/download$")
STARTS = {Role.TECHNICIAN: ["/technician/pool"]}
# these two are led nearly everywhere, and technicians share what they count; two records of a kind are enough for others
MOST = {Role.ADMIN: 4, Role.CS: 4, Role.TECHNICIAN: 10}


@dataclass
class Walk:
    """The pages that links of a role (None: visitors) lead to, and an application on the same database."""

    app: Flask
    role: Role | None
    walkers: list[tuple[FlaskClient, list[FoundPage]]]

    @property
    def pages(self) -> list[FoundPage]:
        return [page for _, pages in self.walkers for page in pages]


def walk_as(app: Flask, role: Role | None) -> Walk:
    return Walk(app, role, [(client, list(pages)) for client, pages in walks(app, role)])


def walks(app: Flask, role: Role | None) -> Iterator[tuple[FlaskClient, Iterator[FoundPage]]]:
    """Each walker's client and pages; technicians see their own jobs only, so all of them walk."""
    seen, most = Seen(), MOST.get(role, 2) if role else 4
    with app.app_context():
        session = app.extensions["sqlalchemy"].session
        people = select(User).where(User.role == role, User.status == UserStatus.ACTIVE).order_by(User.id)
        walkers = session.scalars(people if role == Role.TECHNICIAN else people.limit(1)).all()
        public = [] if role else ["/", *_public_pages(session)]
        session.remove()
    if public:
        client = app.test_client()
        yield client, crawl(client, public, seen, most)
    for person in walkers:
        client = sign_in(app.test_client(), person)
        yield client, crawl(client, ["/", *STARTS.get(role, [])], seen, most)


def _public_pages(session: Any) -> list[str]:
    """What customers and visitors get links to."""
    paths = {"INVOICE": "/i/", "RATING": "/rating/", "SUPPORT": "/ticket/"}
    links = session.execute(select(AccessLink.kind, AccessLink.token).order_by(AccessLink.id.desc()))
    documents = session.scalars(select(Document.verify_token).where(Document.verify_token.is_not(None)).limit(3))
    return [f"{paths[kind]}{token}" for kind, token in links] + [f"/v/{token}" for token in documents]

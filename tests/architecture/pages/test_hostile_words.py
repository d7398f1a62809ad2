"""Markup in every column that people write: no page draws it, whoever looks, and no template is made of it."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import String, Text, inspect, text
from sqlalchemy.exc import DBAPIError

from app.core.db import Base, db
from app.models.accounts.user import Role
from tests.support.walking.walks import walk_as

pytestmark = [pytest.mark.slow, pytest.mark.drill]

WORDS = "\"'><x-uji data-uji=1>uji{{7*7}}</script>"
LEFT_ALONE = re.compile(
    r"hash|sha256|token|nonce|key|digest|secret|path|endpoint|^(kind|code|username|media_type|locale|payload|raw|url"
    r"|time_zone|p256dh|auth|address|storage_.*|channel|model|thing|table_name|request_id|template|language|version)$"
)  # read by programs, or what a page is found by
TABLES_LEFT = {"alembic_version", "audit_entries", "deliveries", "outbox_messages", "stored_files", "user_sessions"}
LEAST = 120  # columns that took the words


def columns() -> Iterator[tuple[str, str, int | None]]:
    """Table, column and length of every text of people's."""
    for table in Base.metadata.tables.values():
        for column in table.columns:
            is_text = isinstance(column.type, String | Text) and not column.foreign_keys and not column.primary_key
            if is_text and table.name not in TABLES_LEFT and not LEFT_ALONE.search(column.name):
                yield table.name, column.name, getattr(column.type, "length", None)


@pytest.fixture
def hostile(lived_in: Flask) -> Flask:
    """The demo company after somebody wrote markup wherever the database takes it."""
    with lived_in.app_context(), db.engine.connect() as connection:
        views = set(inspect(db.engine).get_view_names())
        taken = 0
        for table, column, length in columns():
            if table in views:
                continue
            keep = max((length or 4000) - len(WORDS), 0)
            begun = connection.begin()
            try:
                values = {"words": WORDS, "keep": keep}
                changed = text(f"UPDATE {table} SET {column} = left({column}, :keep) || :words WHERE {column} <> ''")
                taken += bool(connection.execute(changed, values).rowcount)
                begun.commit()
            except DBAPIError:  # a column of fixed values
                begun.rollback()
        assert taken >= LEAST, taken
    return lived_in


@pytest.mark.parametrize("role", [Role.ADMIN, Role.CS, Role.DEVOPS, Role.MEMBER, Role.TECHNICIAN, None], ids=str)
def test_no_page_draws_what_people_wrote_as_markup(hostile: Flask, role: Role | None) -> None:
    pages = walk_as(hostile, role).pages
    assert len(pages) >= 3
    broken = [page.path for page in pages if page.status >= 500]
    drawn = [page.path for page in pages if "<x-uji" in page.html or "uji49" in page.html]
    assert (broken, drawn) == ([], [])
    assert role is None or any("x-uji" in page.html for page in pages)

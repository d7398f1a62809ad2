"""Append-only tables, tried with the application's own rights."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.factories import make_technician

BOOKS = ("audit_entries", "claim_attempts", "exp_entries")


@pytest.mark.parametrize("book", BOOKS)
@pytest.mark.parametrize("how", ["TRUNCATE {}", "TRUNCATE {} CASCADE", "TRUNCATE users, {} CASCADE"])
def test_the_log_cannot_be_emptied_either(session, book, how):
    make_technician(session)
    with pytest.raises(DBAPIError, match="append-only"), session.begin_nested():
        session.execute(text(how.format(book)))

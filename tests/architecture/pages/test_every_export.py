"""Every file that gives away a list or figures, over the demo company with hostile words in every column of text."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import Column, Connection, String, func, literal, select, text, update
from sqlalchemy.dialects.postgresql import array
from sqlalchemy.exc import DBAPIError
from werkzeug.routing import Rule

from app.core.db import Base
from app.http.auth.access import access_rule_of
from app.models.accounts.user import Role, User, UserStatus
from tests.support.logins import log_in

pytestmark = pytest.mark.slow

HOSTILE = ['=1+1;"a",b\nc', "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "\r=1+1", "＝1+1", " =1+1", "\x0b=1+1"]
CALCULATES = re.compile(r"[\t\r\n]|\s*[=+\-@＝＋－＠]")
PLAIN = re.compile(r"-?\d+(\.\d+)?")
KINDS = {"text/csv": "csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx"}


@pytest.fixture(scope="module")
def hostile(lived_in: Flask) -> Flask:
    """The demo company after somebody has written into everything."""
    with lived_in.app_context():
        engine = lived_in.extensions["sqlalchemy"].engine
        with engine.connect() as connection:  # each statement for itself
            connection.execute(text("SET session_replication_role = replica"))  # neither triggers nor foreign keys
            written = sum(_spoil(connection, column) for column in _columns_of_text())
            connection.execute(text("DELETE FROM audit_entries WHERE id > 500"))  # more are written by a job
            connection.execute(text("SET session_replication_role = origin"))
    assert written > 300
    return lived_in


def _columns_of_text() -> Iterator[Column[Any]]:
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, String) and not column.foreign_keys and not column.primary_key:
                yield column


def _spoil(connection: Connection, column: Column[Any]) -> bool:
    """False where the database allows set values only."""
    marks = array([literal(mark) for mark in HOSTILE])
    chosen = marks[1 + func.abs(func.hashtext(column)) % len(HOSTILE)] + column
    try:
        words = update(column.table).where(column.regexp_match("[a-z ]"))  # codes are no words
        connection.execute(words.values({column: func.left(chosen, column.type.length or 2000)}))
    except DBAPIError:
        return False
    return True


def exports_of(app: Flask) -> list[Rule]:
    """Whatever is called an export, or a table by its ending."""
    found = [rule for rule in app.url_map.iter_rules() if re.search(r"/export[/.]|\.(csv|xlsx)$", rule.rule)]
    return sorted(found, key=lambda rule: rule.rule)


def test_no_cell_of_any_export_calculates_and_every_row_keeps_its_cells(hostile: Flask) -> None:
    read = Counter[str]()
    for rule in exports_of(hostile):
        client = _somebody_of(hostile, access_rule_of(hostile, rule.endpoint).roles)
        for kind in ("csv", "xlsx") if rule.arguments and client else ("",) if client else ():
            answer = client.get(re.sub("<[^>]+>", kind, rule.rule))
            if answer.status_code == 404:  # the list is not exported, or not as this
                continue
            assert answer.status_code == 200, rule.rule
            ending = KINDS[answer.mimetype]
            assert READERS[ending](answer.data, is_list="<export_type>" in rule.rule) == [], rule.rule
            read[ending] += 1
    assert min(read["csv"], read["xlsx"]) >= 20, read


def _somebody_of(app: Flask, roles: Any) -> Any:
    with app.app_context():
        session = app.extensions["sqlalchemy"].session
        chosen = select(User).where(User.role.in_(set(roles) - {Role.TECHNICIAN}), User.status == UserStatus.ACTIVE)
        person = session.scalars(chosen.order_by(User.role != Role.ADMIN, User.id).limit(1)).first()
        session.remove()
    if person is None:
        return None
    client = app.test_client()
    log_in(client, person)
    return client


def faults_of_csv(content: bytes, *, is_list: bool) -> list[str]:
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    wrong = [cell for row in rows for cell in row if CALCULATES.match(cell) and not PLAIN.fullmatch(cell)]
    return [*wrong, *(["rows of unlike length"] if is_list and len({len(row) for row in rows}) > 1 else [])]


def faults_of_xlsx(content: bytes, *, is_list: bool) -> list[str]:
    cells = [cell for row in load_workbook(io.BytesIO(content)).active.iter_rows() for cell in row]
    return [str(cell.value) for cell in cells if cell.data_type == "f" or cell.hyperlink]


READERS = {"csv": faults_of_csv, "xlsx": faults_of_xlsx}

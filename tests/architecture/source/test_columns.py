"""What columns and tables of the models are held to: names in the audit log, whole rupiah, times with their zone."""

import subprocess
import sys
from pathlib import Path

from app.core.db import Base
from app.models.audit.scope import SILENT, is_audited
from app.presenters.audit.column_names import COLUMNS
from app.presenters.audit.table_names import TABLE_NAMES
from app.presenters.audit.technical_columns import TECHNICAL

ROOT = Path(__file__).parents[3]


def test_every_audited_column_has_a_name():
    named = {*COLUMNS, *TECHNICAL, *SILENT}
    nameless = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.tables.values()
        if is_audited(table.name)
        for column in table.columns
        if column.name not in named and column.name != "id" and not column.name.endswith("_id")
    }
    assert nameless == set(), "name them in app/presenters/audit/column_names.py, or list them in technical_columns.py"


def test_every_audited_table_has_a_name():
    audited = {table for table in Base.metadata.tables if is_audited(table)}
    assert audited - set(TABLE_NAMES) == set(), "name its records in app/presenters/audit/table_names.py"
    assert set(TABLE_NAMES) - set(Base.metadata.tables) == set()


def test_money_is_whole_rupiah():
    wrong = [
        str(column)
        for table in Base.metadata.tables.values()
        for column in table.columns
        if column.name.endswith("_idr") != (type(column.type).__name__ == "BigInteger" and "idr" in column.name)
        or (type(column.type).__name__ in {"Float", "Double"} and "price" in column.name)
    ]
    assert wrong == []


def test_times_know_their_zone():
    naive = [
        str(column)
        for table in Base.metadata.tables.values()
        for column in table.columns
        if type(column.type).__name__ in {"DateTime", "TIMESTAMP"} and not column.type.timezone
    ]
    assert naive == []


def test_importing_the_models_imports_every_table():
    """In a process of its own: another test has imported what this package forgets."""
    program = (
        "import importlib, pkgutil, app.models; from app.core.db import Base; known = set(Base.metadata.tables);"
        "[importlib.import_module(one.name) for one in pkgutil.walk_packages(app.models.__path__, 'app.models.')];"
        "print(*sorted(set(Base.metadata.tables) - known))"
    )
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    assert found.stdout.split() == [], "import the modules of these tables in app/models/__init__.py"

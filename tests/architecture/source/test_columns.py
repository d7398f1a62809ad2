"""What columns and tables of the models are held to: names in the audit log, whole rupiah, times with their zone."""

from app.core.db import Base
from app.models.audit.scope import SILENT, is_audited
from app.presenters.audit.column_names import COLUMNS
from app.presenters.audit.table_names import TABLE_NAMES
from app.presenters.audit.technical_columns import TECHNICAL


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

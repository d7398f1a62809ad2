"""An index that could not be built to its end is built anew by the next attempt, and never taken for a whole one."""

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import IntegrityError

from app.migrations.half_built import drop_half_built
from tests.support.programs.databases import Databases

BUILD = "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS ix_half_built ON twice (number)"


def test_only_what_a_pending_migration_names_is_dropped(databases: Databases) -> None:
    with databases.passing_copy("template0") as url:
        engine = create_engine(url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text("CREATE TABLE twice (number integer)"))
            connection.execute(text("INSERT INTO twice VALUES (1), (1)"))
            with pytest.raises(IntegrityError):
                connection.execute(text(BUILD))
            assert drop_half_built(connection, ["op.create_index('ix_other', …)"]) == []
            connection.execute(text(BUILD))  # it is there, so nothing is built
            assert drop_half_built(connection, ["op.create_index('ix_half_built', …)"]) == ["ix_half_built"]
            connection.execute(text("DELETE FROM twice"))
            connection.execute(text(BUILD))
            assert drop_half_built(connection, ["op.create_index('ix_half_built', …)"]) == [], "it is whole"
        engine.dispose()

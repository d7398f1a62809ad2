"""The models and the migrations describe the same database."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from app.core.db import Base


def test_models_equal_migrations(session):
    context = MigrationContext.configure(session.connection(), opts={"compare_type": True})
    differences = [str(difference) for difference in compare_metadata(context, Base.metadata)]
    assert differences == [], "write a migration: docs/architecture.md has the recipe"

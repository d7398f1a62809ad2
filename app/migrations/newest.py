"""The newest migration of this code, and whether a database is behind it."""

from functools import cache
from pathlib import Path

from alembic.config import Config
from alembic.script import ScriptDirectory


@cache
def _scripts() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    return ScriptDirectory.from_config(config)


@cache
def newest_migration() -> str | None:
    """Read once: it costs a tenth of a second."""
    return _scripts().get_current_head()


def lacks_migrations(current: str | None) -> bool:
    """Whether a database at `current` lacks migrations of this code.

    One that a newer release has migrated lacks none: its revision is unknown here, and migrations bear the release
    before, so that this code serves on until the newer one takes over, and after a rollback.
    """
    if current is None or current == newest_migration():
        return current is None
    return any(script.revision == current for script in _scripts().walk_revisions())

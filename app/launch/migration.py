"""`make migration MESSAGE="add …"`: what the models have and the migrations do not, as a new file, then its faults."""

import secrets
import shutil
import sys
import tempfile
from pathlib import Path

from flask_migrate import revision, upgrade

from app.factory import create_app
from app.launch.servers.embedded import EmbeddedPostgres
from app.migrations.locks import list_lock_faults
from app.migrations.squawk import PROGRAM, list_sql_faults
from app.settings import Settings

FOLDER = Path(__file__).resolve().parents[1] / "migrations"
VERSIONS = FOLDER / "versions"
NO_REDIS = "redis://127.0.0.1:1/0"


def main(message: str) -> int:
    """A server of its own, so that nobody's data is looked at."""
    home = Path(tempfile.mkdtemp(prefix="sigap-migrasi-"))
    home.chmod(0o711)  # run by root, the server has a user of its own
    postgres = EmbeddedPostgres(home)
    postgres.start()
    try:
        key = secrets.token_hex(32)
        settings = Settings(
            secret_key=key, database_url=postgres.url(), redis_url=NO_REDIS, instance_dir=home, log_level="WARNING"
        )
        with create_app(settings).app_context():
            upgrade(directory=str(FOLDER))
            before = set(VERSIONS.glob("*.py"))
            revision(directory=str(FOLDER), message=message, autogenerate=True)
            (file,) = set(VERSIONS.glob("*.py")) - before
    finally:
        postgres.stop()
        shutil.rmtree(home, ignore_errors=True)
    faults = list_lock_faults(file) + (list_sql_faults(file) if PROGRAM.exists() else [])
    tests = "test_migrations.py, test_migration_locks.py, test_migration_sql.py"
    print(f"{file}\nIts tests in tests/architecture: {tests}")
    print("\n".join(faults) or "No statement in it keeps the release before from serving.")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main(" ".join(sys.argv[1:])))

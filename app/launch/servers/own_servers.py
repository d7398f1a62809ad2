"""The servers of a command that was given none: the embedded ones, if the person at the keyboard says so.

Never in silence: an operator who forgot DATABASE_URL would fill a second database and be told of success.
"""

import os
import sys
from urllib.parse import urlsplit

from app.launch.servers.embedded import embedded_urls
from app.settings import BadSettings, Settings

FLAG = "--embedded"
NEEDS_NO_SERVERS = {"settings", "flows", "docs", "vapid-keys", "permissions", "backup-key", "--help", "--version"}
NOWHERE = ("postgresql://nobody@127.0.0.1:1/none", "redis://127.0.0.1:1/0")


def own_servers(settings: Settings) -> tuple[str, str]:
    """Return (database URL, Redis URL) of the embedded servers, started; BadSettings when nobody asked for them."""
    words = sys.argv[1:] if is_command() else []
    if needs_none(words):
        return NOWHERE
    missing = [name.upper() for name in ("database_url", "redis_url") if not getattr(settings, name)]
    if not (settings.embedded or FLAG in words or _agrees(settings, missing)):
        raise BadSettings(
            f"{' and '.join(missing)}: not set. Set what production uses, or say {FLAG} (EMBEDDED=1) for the embedded "
            f"servers in {settings.instance_dir.resolve()}."
        )
    return embedded_urls(
        settings.instance_dir, database=settings.database_url is None, queue=settings.redis_url is None
    )


def with_own_key(settings: Settings) -> Settings:
    """A command beside `make run` signs and opens with the key that is stored there, unless it was given one."""
    file = settings.instance_dir / "secret_key"
    if settings.database_url is not None or "secret_key" in settings.model_fields_set or not file.exists():
        return settings
    return settings.model_copy(update={"secret_key": file.read_text().strip()})


def log_own_servers(database_url: str) -> None:
    """Every flask command names its database, without a password, on standard error."""
    if is_command() and not needs_none(sys.argv[1:]):
        parts = urlsplit(database_url)
        place = f"{parts.hostname}:{parts.port or 5432}" if parts.hostname else parts.query.removeprefix("host=")
        print(f"Database: {parts.path.lstrip('/')} at {place}", file=sys.stderr)


def needs_none(words: list[str]) -> bool:
    """Tell whether this command asks neither database nor queue."""
    reads_a_file = "validate-deploy" in words and any(word.startswith("--env-file") for word in words)
    return reads_a_file or bool(NEEDS_NO_SERVERS & set(words))


def is_command() -> bool:
    """Tell whether `flask …` loads the application; `make run` runs its commands without that."""
    return os.environ.get("FLASK_RUN_FROM_CLI") == "true"


def _agrees(settings: Settings, missing: list[str]) -> bool:
    if not (is_command() and sys.stdin.isatty()):
        return False
    folder = settings.instance_dir.resolve()
    answer = input(f"{' and '.join(missing)} not set: use the embedded servers in {folder}? [y/N] ")
    return answer.strip().lower() in {"y", "yes", "ya"}

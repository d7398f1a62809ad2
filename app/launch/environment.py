"""What a start needs to know of its surroundings: address, secret key, environment of the parts."""

import os
import secrets
import socket
from dataclasses import dataclass
from pathlib import Path

from app.launch.processes.parts import CHECKOUT
from app.launch.start_error import CannotStart

EVERY_ADDRESS = {"0.0.0.0", "::", ""}  # noqa: S104  compared with, not bound
HIGHEST_PORT = 65535


@dataclass(frozen=True)
class Address:
    """Where the web server listens."""

    host: str
    port: int

    @property
    def url(self) -> str:
        """The address to open on this machine."""
        host = "127.0.0.1" if self.host in EVERY_ADDRESS else self.host
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"


def read_address() -> Address:
    """Return HOST and PORT; CannotStart on a PORT that is none."""
    port = os.environ.get("PORT") or "8000"
    if not port.isascii() or not port.isdigit() or not 0 < int(port) <= HIGHEST_PORT:
        msg = f"PORT must be a number from 1 to {HIGHEST_PORT}, not '{port}'."
        raise CannotStart(msg)
    return Address(os.environ.get("HOST") or "127.0.0.1", int(port))


def ensure_free(address: Address) -> None:
    """Refuse an address that somebody listens on: with SO_REUSEPORT the web server itself would not notice."""
    try:
        family, kind, protocol, _, target = socket.getaddrinfo(
            address.host or None, address.port, type=socket.SOCK_STREAM
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(target)
    except OSError as reason:
        msg = (
            f"{address.host}:{address.port} cannot be used ({reason.strerror}). "
            f"Choose another with PORT, for example: PORT={address.port % 60000 + 1} make run"
        )
        raise CannotStart(msg) from None


def instance_folder() -> Path:
    """Return the folder of everything that is kept: INSTANCE_DIR, or `instance` beside the code."""
    folder = Path(os.environ.get("INSTANCE_DIR") or CHECKOUT / "instance").resolve()
    for part in (folder, folder / "run", folder / "log"):
        part.mkdir(parents=True, exist_ok=True)
    (folder / "log").chmod(0o700)  # a line may name a person
    return folder


def is_production() -> bool:
    """Tell whether MODE asks for production, where nothing is made up for convenience."""
    return os.environ.get("MODE", "").lower() == "production"


def part_environment(
    instance: Path, address: Address, database_url: str, redis_url: str, *, embedded: bool
) -> dict[str, str]:
    """Return the environment that every part of Sigap runs in."""
    wanted = {
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "HOST": address.host,
        "PORT": str(address.port),
        "EMBEDDED": "1" if embedded else "",
        "INSTANCE_DIR": str(instance),
        "PYTHONUNBUFFERED": "1",
    }
    made_up = (
        {} if is_production() else {"PUBLIC_URL": address.url, "SECRET_KEY": _stored_secret(instance / "secret_key")}
    )
    given = {name: value for name, value in os.environ.items() if value}
    return {**made_up, **given, **wanted}


def _stored_secret(file: Path) -> str:
    """Return the development secret, made once so that a restart signs nobody out."""
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(48))
    return file.read_text().strip()

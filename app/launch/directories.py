"""Where the embedded servers may live and as whom they run.

PostgreSQL refuses to run as root, so root hands it to a user of its own. That user must be able to walk to its
files, and no private folder is ever opened up for it: then the files go below a folder that is open anyway.
"""

import hashlib
import os
import pwd
import shutil
import stat
import subprocess
from pathlib import Path

from app.launch.start_error import CannotStart

SERVER_USER = "pgserver"
OPEN_FOLDER = Path("/var/lib")
SHORT_FOLDER = Path("/tmp")  # noqa: S108  socket paths end at 107 bytes, $TMPDIR may be longer
LONGEST_SOCKET = 100


def server_user() -> str | None:
    """Return the user PostgreSQL has to run as, or None to run as whoever we are."""
    return SERVER_USER if os.geteuid() == 0 else None


def ensure_server_user(user: str) -> pwd.struct_passwd:
    """Return the account of the server's user, made on first use (root only)."""
    try:
        return pwd.getpwnam(user)
    except KeyError:
        pass
    useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if useradd is None:
        msg = (
            f"PostgreSQL does not run as root and there is no useradd: make a user '{user}', or start as another user."
        )
        raise CannotStart(msg)
    subprocess.run([useradd, "--system", "--no-create-home", "--shell", "/bin/false", user], check=True)
    return pwd.getpwnam(user)


def is_open(folder: Path) -> bool:
    """Tell whether every user may walk into this folder, all the way from the root."""
    resolved = folder.resolve()
    return all(_anyone_may_enter(step) for step in (resolved, *resolved.parents) if step.exists())


def _anyone_may_enter(folder: Path) -> bool:
    return bool(folder.stat().st_mode & stat.S_IXOTH)


def fingerprint(path: Path) -> str:
    """Return a short name for a path, the same at every start."""
    return hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:12]


def server_home(instance: Path) -> Path:
    """Return the folder the embedded servers keep their files in: the instance, unless root keeps it private."""
    if server_user() is None or is_open(instance):
        return instance
    if not is_open(OPEN_FOLDER):
        msg = (
            f"{instance} is private to root and PostgreSQL must not run as root. Start as another user, "
            "set DATABASE_URL, or move the checkout below a folder everybody may enter."
        )
        raise CannotStart(msg)
    return OPEN_FOLDER / f"sigap-{fingerprint(instance)}"


def own_folder(folder: Path, owner: str | None) -> Path:
    """Make a folder that only its owner may enter; refuse one that somebody else put there."""
    uid = pwd.getpwnam(owner).pw_uid if owner else os.geteuid()
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {uid, os.geteuid()}:
        msg = f"{folder} belongs to somebody else; remove it and start again."
        raise CannotStart(msg)
    if found.st_uid != uid:
        os.chown(folder, uid, -1)
    folder.chmod(0o700)
    return folder


def socket_folder(wanted: Path, name: str) -> Path:
    """Return the wanted folder, or a short one under /tmp when a socket's path in it would be too long."""
    if len(os.fsencode(wanted / name)) <= LONGEST_SOCKET:
        return wanted
    return SHORT_FOLDER / f"sigap-{fingerprint(wanted)}"


def forget_socket_folder(folder: Path) -> None:
    """Remove a socket folder that had to be outside; one of the instance's own stays."""
    if folder.parent == SHORT_FOLDER and folder.name.startswith("sigap-"):
        shutil.rmtree(folder, ignore_errors=True)

"""A mailbox read by IMAP (RFC 9051): what is new in a folder, its raw bytes, and where it goes afterwards."""

from collections.abc import Generator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from imaplib import IMAP4
from typing import Any

from imap_tools import AND, BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted, MailMessageFlags
from imap_tools.errors import ImapToolsError
from imap_tools.utils import check_command_status

SECONDS = 30.0  # without data until a connection counts as lost
_WRONG = (OSError, IMAP4.error, ImapToolsError, UnicodeError)
_KINDS = {"tls": MailBox, "starttls": MailBoxStartTls, "none": MailBoxUnencrypted}


class MailboxAway(Exception):
    """The server does not answer, refuses the password, or the connection was lost; its text holds no secret."""


@dataclass(frozen=True, slots=True)
class Account:
    """`security`: tls, starttls or none."""

    host: str
    port: int
    security: str
    username: str
    password: str


@dataclass(frozen=True, slots=True)
class NewMail:
    uid: int
    size: int  # bytes


class MailFolder:
    """One folder of an open mailbox. `validity` is its UIDVALIDITY: with another one every UID means another mail."""

    def __init__(self, box: BaseMailBox, name: str) -> None:
        self._box = box
        box.folder.set(name)
        self.validity = int(box.folder.status(name, ["UIDVALIDITY"])["UIDVALIDITY"])

    def list_newer(self, last_uid: int, *, since: date, most: int) -> list[NewMail]:
        """Lowest UID first. `n:*` always names the last mail, also when its UID is below n."""
        found = self._box.uids(AND(uid=f"{last_uid + 1}:*", date_gte=since))
        uids = sorted(uid for uid in map(int, found) if uid > last_uid)[:most]
        sizes = self._sizes(uids)
        return [NewMail(uid, sizes[uid]) for uid in uids if uid in sizes]

    def read(self, uid: int, *, headers_only: bool = False) -> bytes:
        """The mail as it lies there, without marking it as read; empty: somebody has taken it away meanwhile."""
        section = "HEADER" if headers_only else ""
        for part in self._fetch(str(uid), f"(BODY.PEEK[{section}])"):
            if isinstance(part, tuple):
                return part[1]
        return b""

    def put_away(self, uid: int, *, to: str) -> None:
        """Mark as read, and move to the folder `to`, which is made where it is missing; empty: it stays."""
        self._box.flag([str(uid)], [MailMessageFlags.SEEN], value=True)
        if to:
            if not self._box.folder.exists(to):
                self._box.folder.create(to)
            self._box.move([str(uid)], to)

    def _sizes(self, uids: Sequence[int]) -> dict[int, int]:
        if not uids:
            return {}
        found: dict[int, int] = {}
        for line in self._fetch(",".join(map(str, uids)), "(UID RFC822.SIZE)"):
            words = line.decode("ascii", "replace").replace("(", " ").replace(")", " ").split()
            values = {word.upper(): words[place + 1] for place, word in enumerate(words[:-1])}
            if "UID" in values and "RFC822.SIZE" in values:
                found[int(values["UID"])] = int(values["RFC822.SIZE"])
        return found

    def _fetch(self, uids: str, what: str) -> list[Any]:
        answer = self._box.client.uid("FETCH", uids, what)
        check_command_status(answer, ImapFetchRefused)
        return [part for part in answer[1] if part]


class ImapFetchRefused(ImapToolsError):
    def __init__(self, command_result: Any, expected: str) -> None:
        super().__init__(f"FETCH answered {command_result[0]}, not {expected}")


@contextmanager
def open_folder(account: Account, name: str, *, timeout: float = SECONDS) -> Generator[MailFolder]:
    """Raise MailboxAway for whatever goes wrong between here and the server, also later on."""
    box = None
    try:
        box = _KINDS[account.security](account.host, account.port, timeout=timeout)
        box.login(account.username, account.password, initial_folder=None)
        yield MailFolder(box, name)
    except _WRONG as problem:
        raise MailboxAway(f"{type(problem).__name__}: {problem}"[:300]) from problem
    finally:
        if box is not None:
            with suppress(*_WRONG):
                box.logout()

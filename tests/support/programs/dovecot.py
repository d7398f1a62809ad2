"""Debian's dovecot as the IMAP server of a test: one account, plain text on 127.0.0.1, mails in a folder of the test."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from getpass import getuser
from pathlib import Path
from tempfile import TemporaryDirectory

from imap_tools import MailBoxUnencrypted

from tests.support.moved_clock import on_the_machines_clock
from tests.support.programs.live import free_port
from tests.support.programs.processes import need_program

USERNAME, PASSWORD = "bantuan", "kata-sandi-imap"
CONFIG = """
protocols = imap
listen = 127.0.0.1
base_dir = {base}/run
log_path = {base}/dovecot.log
ssl = no
disable_plaintext_auth = no
mail_location = maildir:{base}/mail/%u
default_internal_user = {user}
default_login_user = {user}
default_internal_group = {group}
first_valid_uid = 1
mail_uid = {mail}
mail_gid = {mail}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={mail} gid={mail} home={base}/mail/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
"""


@dataclass
class Dovecot:
    port: int
    config: Path
    program: str

    @contextmanager
    def box(self) -> Iterator[MailBoxUnencrypted]:
        with MailBoxUnencrypted("127.0.0.1", self.port, timeout=30).login(USERNAME, PASSWORD) as opened:
            yield opened

    def put(self, *mails: bytes, folder: str = "INBOX") -> None:
        with self.box() as box:
            for raw in mails:
                box.append(raw, folder)

    def count(self, folder: str = "INBOX") -> int:
        with self.box() as box:
            return box.folder.status(folder)["MESSAGES"] if box.folder.exists(folder) else 0

    def renumber(self) -> None:
        """Lose every index, as a server does that was restored: UIDVALIDITY is another, also within the same second."""
        for path in (self.config.parent / "mail" / USERNAME).rglob("dovecot*"):
            if path.name != "dovecot-uidlist":
                path.unlink()
                continue
            validity = int(path.read_text().split(" V")[1].split()[0])
            path.write_text(f"3 V{validity + 1} N1\n")

    def start(self) -> None:
        """Its sockets are open when this returns; it does not answer under a moved clock."""
        with on_the_machines_clock():
            subprocess.run([self.program, "-c", str(self.config)], check=True)

    def stop(self) -> None:
        with on_the_machines_clock():
            subprocess.run(["doveadm", "-c", str(self.config), "stop"], check=False, timeout=30)


@contextmanager
def dovecot() -> Iterator[Dovecot]:
    """In a folder beside pytest's, which another run of the tests closes to the server's user."""
    program = need_program("dovecot")
    with TemporaryDirectory(prefix="sigap-imap-") as folder:
        base = Path(folder)
        base.chmod(0o711)
        (base / "mail").mkdir()
        user = mail = getuser()
        if os.geteuid() == 0:
            user, mail = "dovecot", "mail"
            shutil.chown(base / "mail", mail, mail)
        config, port = base / "dovecot.conf", free_port()
        told = {"base": base, "port": port, "password": PASSWORD, "mail": mail}
        config.write_text(CONFIG.format(user=user, group=user, **told))
        server = Dovecot(port, config, program)
        try:
            server.start()
            yield server
        finally:
            server.stop()

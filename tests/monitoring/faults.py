"""Things that go wrong and are mended again: a provider that hangs, an expired certificate, a full disk."""

import datetime as dt
import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.standins.server import Answer, Request, StandIn

SHARE_LEFT = 0.01  # share of a disk that is called full


class Page(StandIn):
    """Answers 200; with `delay` it hangs."""

    def reply(self, request: Request) -> Answer:
        return Answer(200, {"status": "ok"})

    def trouble(self, status: int, retry_after: float | None) -> Answer:
        return Answer(status, {})


@contextmanager
def small_disk(folder: Path, size: str = "4m") -> Iterator[Path]:
    """A file system of its own on this folder; skips where nobody may mount one."""
    folder.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(folder)], check=False)
    if done.returncode:
        pytest.skip("needs the right to mount a tmpfs")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=False)


def fill_up(folder: Path) -> Path:
    """One file that leaves none free."""
    usage = shutil.disk_usage(folder)
    path = folder / "ballast"
    path.write_bytes(b"\0" * int(usage.free - usage.total * SHARE_LEFT))
    return path


@contextmanager
def expired_certificate(folder: Path) -> Iterator[int]:
    """A TLS server on 127.0.0.1 whose certificate ended yesterday; its port."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(_write_certificate(folder))
    server = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=_shake_hands, args=(server, context), daemon=True)
    thread.start()
    try:
        yield server.getsockname()[1]
    finally:
        server.close()


def _shake_hands(server: socket.socket, context: ssl.SSLContext) -> None:
    while True:
        try:
            plain, _address = server.accept()
        except OSError:
            return
        try:
            context.wrap_socket(plain, server_side=True).close()
        except OSError:
            plain.close()


def _write_certificate(folder: Path) -> Path:
    key, now = ec.generate_private_key(ec.SECP256R1()), dt.datetime.now(dt.UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=90))
        .not_valid_after(now - dt.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = folder / "expired.pem"
    path.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    return path

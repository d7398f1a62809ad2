"""PostgreSQL and Redis over TLS, as docs/operations.md says it for two hosts: Debian's servers, certificates of a CA."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import psycopg
import pytest
import redis
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from app.launch.process_runner import as_part
from tests.deploy.proxies import started
from tests.deploy.test_production import PASSWORD, await_postgres
from tests.support.programs.live import ROOT, free_port

pytestmark = [pytest.mark.slow, pytest.mark.drill]


def make_certificates(folder: Path, name: str) -> None:
    """`<name>.pem` of a CA, and `<name>.crt` with `<name>.key` of a server at 127.0.0.1 that it signed."""
    now, keys = datetime.now(UTC), [ec.generate_private_key(ec.SECP256R1()) for _ in range(2)]
    names = [x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, one)]) for one in (f"CA {name}", "127.0.0.1")]
    for which, (key, subject) in enumerate(zip(keys, names, strict=True)):
        built = x509.CertificateBuilder(names[0], subject, key.public_key(), x509.random_serial_number())
        built = built.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=2))
        built = built.add_extension(x509.BasicConstraints(ca=which == 0, path_length=None), critical=True)
        if which:
            where = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
            built = built.add_extension(where, critical=False)
        signed = built.sign(keys[0], hashes.SHA256())
        file = folder / (f"{name}.crt" if which else f"{name}.pem")
        file.write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    pem, pkcs8 = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    (folder / f"{name}.key").write_bytes(keys[1].private_bytes(pem, pkcs8, plain))


@pytest.fixture
def folder(real_clock: None) -> Iterator[Path]:
    made = Path(tempfile.mkdtemp(prefix="sigap-tls-", dir="/tmp"))
    made.chmod(0o755)
    for name in ("ours", "other"):
        make_certificates(made, name)
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture
def database_url(folder: Path) -> Iterator[str]:
    """Takes TLS only: `hostssl` is the one line for connections by address."""
    programs = next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin"))), None)
    if programs is None or os.geteuid() != 0:
        pytest.skip("needs Debian's postgresql, and root to start it as its own user")
    data, port = folder / "data", free_port()
    data.mkdir()
    for name in ("ours.crt", "ours.key"):
        shutil.copy(folder / name, data.with_name(f"server-{name}"))
        shutil.chown(folder / f"server-{name}", "postgres", "postgres")
        (folder / f"server-{name}").chmod(0o600)
    shutil.chown(data, "postgres", "postgres")
    initdb = as_part(
        "initdb", [str(programs / "initdb"), "-D", str(data), "--auth=trust", "--encoding=UTF8"], user="postgres"
    )
    subprocess.run(initdb, check=True, capture_output=True, cwd="/")
    (data / "pg_hba.conf").write_text("local all all trust\nhostssl sigap sigap 127.0.0.1/32 scram-sha-256\n")
    options = [f"port={port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={data}", "ssl=on"]
    options += [f"ssl_cert_file={folder}/server-ours.crt", f"ssl_key_file={folder}/server-ours.key"]
    words = [word for option in options for word in ("-c", option)]
    command = as_part(
        "postgres", [str(programs / "postgres"), "-D", str(data), *words], user="postgres", stop_signal="INT"
    )
    with started(folder / "postgres.log", *command) as server:
        await_postgres(data, port, server)
        with psycopg.connect(host=str(data), port=port, user="postgres", dbname="postgres", autocommit=True) as made:
            made.execute(f"CREATE ROLE sigap LOGIN PASSWORD '{PASSWORD}'")
            made.execute("CREATE DATABASE sigap OWNER sigap")
        yield f"postgresql://sigap:{PASSWORD}@127.0.0.1:{port}/sigap"


@pytest.fixture
def redis_url(folder: Path) -> Iterator[str]:
    if shutil.which("redis-server") is None:
        pytest.skip("needs Debian's redis-server")
    port = free_port()
    (folder / "redis.conf").write_text(
        f"port 0\ntls-port {port}\nbind 127.0.0.1\ntls-cert-file {folder}/ours.crt\ntls-key-file {folder}/ours.key\n"
        f"tls-auth-clients no\nuser default off\nsave ''\ndir {folder}\n"
        f"user sigap on >{PASSWORD} ~* &* +@all -@dangerous +info +client|list\n"
    )
    with started(folder / "redis.log", "redis-server", str(folder / "redis.conf")):
        yield f"rediss://sigap:{PASSWORD}@127.0.0.1:{port}/0"


def flask(folder: Path, database_url: str, redis_url: str, *words: str) -> subprocess.CompletedProcess[str]:
    given = {"DATABASE_URL": database_url, "REDIS_URL": redis_url, "STORAGE_DIR": str(folder / "files")}
    command = [sys.executable, "-m", "flask", "--app", "wsgi", *words]
    environment = {**os.environ, **given, "SECRET_KEY": "k" * 50}
    return subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)


def test_both_speak_tls_and_the_certificate_is_verified(folder: Path, database_url: str, redis_url: str) -> None:
    ours, other = (f"?sslmode=verify-full&sslrootcert={folder}/{name}.pem" for name in ("ours", "other"))
    trusted = f"{redis_url}?ssl_ca_certs={folder}/ours.pem"
    migrated = flask(folder, database_url + ours, trusted, "db", "upgrade")
    assert migrated.returncode == 0, migrated.stderr[-2000:]
    with psycopg.connect(database_url + ours) as connection:
        row = connection.execute("SELECT version FROM pg_stat_ssl WHERE pid = pg_backend_pid()").fetchone()
        assert row is not None
        assert row[0] in {"TLSv1.2", "TLSv1.3"}
    said = flask(folder, database_url + ours, trusted, "doctor").stdout
    wrong = flask(folder, database_url + ours, f"{redis_url}?ssl_ca_certs={folder}/other.pem", "doctor").stdout
    assert re.search(r"^ok +database", said, re.MULTILINE), said
    assert re.search(r"^ok +redis", said, re.MULTILINE), said
    assert not re.search(r"^ok +redis", wrong, re.MULTILINE), wrong
    with redis.Redis.from_url(trusted) as client:
        assert client.ping()
    with pytest.raises(redis.ConnectionError):
        redis.Redis.from_url(f"{redis_url}?ssl_ca_certs={folder}/other.pem").ping()
    for refused in (database_url + other, f"{database_url}?sslmode=disable"):
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(refused)

"""Settings are checked at start; a wrong one is named with what was expected."""

import os

import pytest

from app.cli.doctor import _ways_in
from app.models.accounts.user import Role
from app.settings import BadSettings, read_settings
from tests.support.programs.forked import ROOT, ForkedProcess

GOOD = {
    "MODE": "production",
    "SECRET_KEY": "mV3q" * 4 + "zKp8Ls1d" * 4,
    "DATABASE_URL": "postgresql://sigap@db/sigap",
    "REDIS_URL": "redis://redis:6379/0",
    "PUBLIC_URL": "https://sigap.contoh.id",
}


MIDTRANS = {"MIDTRANS_API_BASE": "https://api.midtrans.com", "MIDTRANS_SNAP_BASE": "https://app.midtrans.com"}


def read(monkeypatch, **environment):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return read_settings()


def test_production_settings_are_read_and_frozen(monkeypatch):
    settings = read(monkeypatch, **GOOD)
    assert settings.is_https
    with pytest.raises(Exception, match="frozen"):
        settings.port = 1


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"PORT": "many"}, "PORT"),
        ({"PORT": "70000"}, "PORT"),
        ({"PUBLIC_URL": "sigap.contoh.id"}, "PUBLIC_URL"),
        ({"DATABASE_URL": "mysql://x"}, "DATABASE_URL: expected postgresql://"),
        ({"REDIS_URL": "http://x"}, "REDIS_URL: expected redis://"),
        ({"SECRET_KEY": ""}, "SECRET_KEY: expected at least 32"),
        ({"SECRET_KEY": "changeme"}, "SECRET_KEY: expected at least 32"),
        ({"DATABASE_URL": ""}, "DATABASE_URL and REDIS_URL: expected both"),
        ({"PASSWORD_WORK": "cheap"}, "PASSWORD_WORK: expected full"),
        ({"WA_TOKEN": "x"}, "WA_APP_SECRET: expected because WA_TOKEN is set"),
        ({"MODE": "staging"}, "MODE"),
        ({"WA_API_VERSION": "latest"}, "WA_API_VERSION"),
        ({"PUBLIC_URL": ""}, "PUBLIC_URL: expected in production"),
        ({"PUBLIC_URL": "http://sigap.contoh.id"}, "PUBLIC_URL: expected https://"),
        ({"SECRET_KEY": "k" * 40}, "SECRET_KEY: expected at least 32 random"),
        ({"TRUSTED_HOSTS": "sigap.contoh.id, https://lain.contoh.id"}, "TRUSTED_HOSTS: expected host names"),
        ({"TRUSTED_HOSTS": "lain.contoh.id:8443"}, "TRUSTED_HOSTS: expected host names"),
        ({"OIDC_ISSUER": "https://masuk.contoh.id"}, "OIDC_CLIENT_ID: expected because OIDC_ISSUER"),
        ({"OIDC_ISSUER": "masuk.contoh.id", "OIDC_CLIENT_ID": "sigap"}, "OIDC_ISSUER: expected an http(s) URL"),
        ({"CLERK_ISSUER": "clerk.contoh.id"}, "CLERK_ISSUER: expected an http(s) URL"),
        ({"CLERK_JWKS_URL": "https:///keys"}, "CLERK_JWKS_URL: expected an http(s) URL"),
        ({"EMAIL_VIA": "sendgrid"}, "SENDGRID_API_KEY: expected because EMAIL_VIA"),
        ({"EMAIL_VIA": "smtp"}, "SMTP_HOST: expected because EMAIL_VIA"),
        ({"SMTP_SENDER": "Sigap"}, "SMTP_SENDER: expected an address"),
        ({"SMTP_SENDER": "Sigap <sigap>"}, "SMTP_SENDER: expected an address"),
        ({"SMTP_HOST": "mail.contoh.id"}, "SMTP_SENDER: expected an address of yours"),
        ({"API_RATE": "0"}, "API_RATE: has another form than expected: requests of one API token, e.g. 600 per minute"),
        ({"API_RATE": "0 per minute"}, "API_RATE"),
        ({"TWO_FACTOR_ROLES": "admin, boss"}, "TWO_FACTOR_ROLES: has another form than expected: roles that must"),
        ({"API_RATE": "10 per 0 minutes"}, "API_RATE"),
        ({"MIDTRANS_SERVER_KEY": "Mid-server-abc"}, "MIDTRANS_SERVER_KEY: is a production key"),
        ({"MIDTRANS_SERVER_KEY": "SB-Mid-server-abc", **MIDTRANS}, "MIDTRANS_SERVER_KEY: is a sandbox key"),
        ({"MIDTRANS_API_BASE": "https://api.midtrans.com"}, "expected both of production or both of the sandbox"),
        ({"WA_TOKEN": "x", "WA_APP_SECRET": "y"}, "WA_PHONE_NUMBER_ID: expected because WA_TOKEN"),
        ({"STORAGE_DIR": "/etc/hostname/files"}, "STORAGE_DIR: /etc/hostname/files cannot be written"),
        ({"EMBEDDED": "1"}, "EMBEDDED: expected false in production"),
        ({"SECRET_KEYS": "x"}, "SECRET_KEYS: there is no such setting; SECRET_KEY is meant?"),
        ({"DATABASE_ULR": "x"}, "DATABASE_ULR: there is no such setting; DATABASE_URL is meant?"),
        ({"WA_ACCESS_TOKEN": "x"}, "WA_ACCESS_TOKEN: there is no such setting"),
    ],
)
def test_a_wrong_setting_stops_the_start_and_is_named(monkeypatch, wrong, named):
    with pytest.raises(BadSettings) as stop:
        read(monkeypatch, **GOOD | wrong)
    assert named in str(stop.value)


@pytest.mark.parametrize(
    "right",
    [
        {"MIDTRANS_SERVER_KEY": "SB-Mid-server-abc"},
        {"MIDTRANS_SERVER_KEY": "Mid-server-abc", **MIDTRANS},
        {"SMTP_HOST": "mail.contoh.id", "SMTP_SENDER": "Sigap <sigap@contoh.id>"},
        {"TRUSTED_HOSTS": "lain.contoh.id, .contoh.co.id, 10.0.0.5"},
        {"API_RATE": "10 per 5 minutes"},
        {"TWO_FACTOR_ROLES": ", ".join(role.lower() for role in Role)},
        {"POSTGRES_PASSWORD": "x", "HOSTNAME": "sigap-1", "REDIS_PORT": "tcp://10.0.0.1:6379", "WEB_WORKERS": "2"},
    ],
)
def test_right_settings_and_unknown_names_in_the_environment_pass(monkeypatch, right):
    assert read(monkeypatch, **GOOD | right)


@pytest.mark.parametrize(
    "wrong", [{"PORT": "many", "SMTP_SENDR": "x"}, {"SMTP_SENDER": "x", "OIDC_ISSUER": "y", "PUBLIC_URL": "z"}]
)
def test_every_wrong_setting_is_named_at_once(monkeypatch, wrong):
    with pytest.raises(BadSettings) as stop:
        read(monkeypatch, **GOOD | wrong)
    assert [name for name in wrong if name not in str(stop.value)] == []


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"TWO_FACTOR_ROLES": "admin, cs"}, []),
        ({"TWO_FACTOR_ROLES": "cs"}, ["TWO_FACTOR_ROLES"]),
        ({"CLERK_ISSUER": "https://c.id", "TWO_FACTOR_ROLES": "admin"}, ["CLERK_AUTHORIZED_PARTIES"]),
    ],
)
def test_the_doctor_names_ways_in_that_are_weaker_than_they_could_be(monkeypatch, given, told):
    found = [finding.words for finding in _ways_in(read(monkeypatch, **GOOD | given))]
    assert len(found) == len(told)
    assert all(name in words for name, words in zip(told, found, strict=True))


def test_a_forgotten_mode_with_a_database_of_ones_own_refuses_the_published_key(monkeypatch):
    with pytest.raises(BadSettings, match="SECRET_KEY: expected one of your own because DATABASE_URL is set"):
        read(monkeypatch, DATABASE_URL=GOOD["DATABASE_URL"], REDIS_URL=GOOD["REDIS_URL"])


@pytest.mark.parametrize(("embedded", "answer"), [(False, 400), (True, 200)])
def test_a_forgotten_mode_with_a_database_of_ones_own_refuses_unknown_hosts(app_with, embedded, answer):
    client = app_with(embedded=embedded).test_client()
    assert client.get("/healthz", base_url="http://penipu.contoh.id").status_code == answer
    assert client.get("/healthz").status_code == 200


def test_secrets_are_not_shown_when_settings_are_printed(monkeypatch):
    shown = repr(
        read(monkeypatch, **GOOD, WA_TOKEN="wa-very-secret", WA_APP_SECRET="app-very-secret", WA_PHONE_NUMBER_ID="1")
    )
    assert "very-secret" not in shown
    assert GOOD["DATABASE_URL"] not in shown
    assert GOOD["SECRET_KEY"] not in shown


def run(module, *arguments, log, **environment):
    """Exit code and all that it printed."""
    kept = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    code = ForkedProcess(module, module, arguments, {**kept, **environment}, log).wait(120)
    return code, log.read_text()


FLASK = ("flask", "--app", "wsgi")


@pytest.mark.slow
def test_the_web_server_ends_on_a_bad_setting_instead_of_trying_for_ever(tmp_path):
    options = ("--config", "deploy/gunicorn.conf.py", "--bind", "127.0.0.1:0", "wsgi:app")
    code, said = run("gunicorn", *options, log=tmp_path / "log", **GOOD | {"SECRET_KEY": "default"})
    # 3, or 1 when the second process is reaped while gunicorn is already halting for the first
    assert code in {1, 3}
    assert "SECRET_KEY: expected at least 32 random characters in production" in said


@pytest.mark.slow
def test_a_command_without_a_database_starts_none_in_silence(tmp_path):
    code, said = run(*FLASK, "db", "current", log=tmp_path / "log", INSTANCE_DIR=str(tmp_path / "instance"))
    assert code == 3
    assert "DATABASE_URL and REDIS_URL: not set" in said
    assert "--embedded" in said
    assert not (tmp_path / "instance").exists()


@pytest.mark.slow
def test_the_table_of_settings_needs_no_database(tmp_path):
    _code, said = run(*FLASK, "settings", log=tmp_path / "log", INSTANCE_DIR=str(tmp_path / "instance"))
    assert "| `DATABASE_URL` |" in said
    assert not (tmp_path / "instance").exists()


@pytest.mark.slow
def test_a_command_says_which_database_it_uses(site):
    code, said = run(*FLASK, "db", "current", "--embedded", log=site.folder / "log", **site.environment())
    assert code == 0, said
    assert "Database: copy_" in said

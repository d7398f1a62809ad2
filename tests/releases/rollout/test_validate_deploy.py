"""May this go out: WIDI's and Sigap's own environment, case by case."""

import json
from pathlib import Path

import pytest
from flask import Flask

from app.core.i18n import in_both_languages
from app.releases.checks import BadEnvFile, differences, read_env_file, run_pre_deployment_validation
from app.releases.checks.env_file import LARGEST
from app.releases.checks.report import mask
from app.releases.checks.specification import Variable, find_specification
from app.releases.checks.values import entropy, wrong_form
from integrations.webpush.keys import new_key_pair

PRIVATE, PUBLIC = new_key_pair()
WIDI = {
    "NODE_ENV": "production",
    "APP_VERSION": "1.4.0",
    "DATABASE_URL": "postgresql://widi:R4hasia9kuat@db.widi.co.id/widi",
    "SUPABASE_URL": "https://abcdefgh.supabase.co",
    "SUPABASE_ANON_KEY": "eyJhbGciOi.eyJpc3MiOi.c2lnbmF0dXJl",
    "SENTRY_DSN": "https://0123456789abcdef0123456789abcdef@o1.ingest.sentry.io/42",
    "SHIPPING_API_URL": "https://api.rajaongkir.com/v1",
    "SHIPPING_API_KEY": "k1rim-0918273645",
    "MIDTRANS_SERVER_KEY": "Mid-server-aB3dE5fG7hJ9",
    "SENDGRID_API_KEY": "SG.abcdefghij.klmnopqrstuvwxyz",
    "SENDER_EMAIL": "toko@widi.co.id",
    "GA_MEASUREMENT_ID": "G-ABC1234567",
    "GA_API_SECRET": "rahasia-ga-1234",
    "VAPID_PUBLIC_KEY": PUBLIC,
    "VAPID_PRIVATE_KEY": PRIVATE,
}
SIGAP = {
    "MODE": "production",
    "PUBLIC_URL": "https://sigap.sejuk.co.id",
    "SECRET_KEY": "0123456789abcdef0123456789abcdef",
    "DATABASE_URL": "postgresql://sigap:R4hasia9kuat@db/sigap",
    "REDIS_URL": "redis://:r4hasia@cache:6379/0",
}


def failed(specification: str, given: dict[str, str]) -> list[str]:
    return [step.name for step in run_pre_deployment_validation(specification, given).failures]


def test_a_full_environment_is_ready() -> None:
    for specification, given in (("widi", WIDI), ("sigap", SIGAP)):
        report = run_pre_deployment_validation(specification, given)
        assert report.failures == []
        assert report.last_words() == "Siap untuk deployment"


def test_the_template_asks_for_the_fifteen_variables_of_the_guide() -> None:
    widi = find_specification("widi")
    assert widi is not None
    assert [variable.name for variable in widi.variables if variable.required] == list(WIDI)
    assert failed("widi", {}) == list(WIDI)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("APP_VERSION", "1.4"),
        ("APP_VERSION", "v1.4.0"),
        ("DATABASE_URL", "mysql://widi@db/widi"),
        ("DATABASE_URL", "postgresql://user:your_password@db/widi"),
        ("GA_MEASUREMENT_ID", "UA-12345-1"),
        ("MIDTRANS_SERVER_KEY", "SB-Mid-server-aB3dE5fG7hJ9"),
        ("MIDTRANS_SERVER_KEY", "changeme"),
        ("NODE_ENV", "Production"),
        ("NODE_ENV", "development"),
        ("SENDER_EMAIL", "toko@example.com"),
        ("SENDER_EMAIL", "toko"),
        ("SENDGRID_API_KEY", "SG.xxxxxxxx.xxxxxxxx"),
        ("SENTRY_DSN", "https://sentry.io/42"),
        ("SHIPPING_API_KEY", "<isi di sini>"),
        ("SHIPPING_API_KEY", "xxx"),
        ("SHIPPING_API_URL", "http://api.rajaongkir.com"),
        ("SUPABASE_ANON_KEY", "eyJhbGciOi"),
        ("SUPABASE_URL", "  "),
    ],
)
def test_one_wrong_variable_is_named_and_nothing_else(name: str, value: str) -> None:
    report = run_pre_deployment_validation("widi", {**WIDI, name: value})
    names = [step.name for step in report.failures if "+" not in step.name]
    assert names == [name]
    assert report.last_words().splitlines()[0] == "Perlu perbaikan sebelum deployment:"
    assert report.last_words().splitlines()[1].startswith(f"- {name}: ")


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        ({"MODE": "development"}, "MODE"),
        ({"PORT": "80"}, "PORT"),
        ({"PUBLIC_URL": "http://sigap.sejuk.co.id"}, "PUBLIC_URL"),
        ({"SECRET_KEY": "abab" * 20}, "SECRET_KEY"),
        ({"SECRET_KEY": "development-only-development-only"}, "SECRET_KEY"),
        ({"SMTP_USERNAME": "sigap"}, "SMTP_USERNAME + SMTP_PASSWORD"),
        ({"STORAGE_URL": "s3://x"}, "STORAGE_URL"),
        ({"FLASK_DEBUG": "1"}, "FLASK_DEBUG"),
        ({"MIDTRANS_SERVER_KEY": "SB-Mid-server-abc"}, "MIDTRANS_SERVER_KEY"),
        ({"TELEGRAM_BOT_TOKEN": SIGAP["SECRET_KEY"]}, "SECRET_KEY = TELEGRAM_BOT_TOKEN"),
    ],
    ids=str,
)
def test_our_own_environment_is_held_to_production(change: dict[str, str], wanted: str) -> None:
    assert wanted in failed("sigap", {**SIGAP, **change})


def test_a_name_that_is_nearly_ours_is_a_warning() -> None:
    report = run_pre_deployment_validation("sigap", {**SIGAP, "SMTP_HOTS": "mail"})
    assert [step.name for step in report.steps if step.verdict == "warning"] == ["SMTP_HOTS"]
    assert report.all_passed


def test_pairs_belong_together() -> None:
    without = {name: value for name, value in WIDI.items() if name != "SHIPPING_API_KEY"}
    assert "SHIPPING_API_URL + SHIPPING_API_KEY" in failed("widi", without)
    assert failed("widi", {**WIDI, "VAPID_PRIVATE_KEY": new_key_pair()[0]}) == ["VAPID_PUBLIC_KEY = VAPID_PRIVATE_KEY"]
    assert failed("widi", {**WIDI, "GA_API_SECRET": WIDI["SHIPPING_API_KEY"]}) == ["SHIPPING_API_KEY = GA_API_SECRET"]


@pytest.mark.parametrize(
    ("version", "fits"),
    [
        ("0.0.0", True),
        ("01.2.3", False),
        ("1.0.0+build.1", True),
        ("1.0.0-", False),
        ("1.0.0-rc.1", True),
        ("1.2.3.4", False),
    ],
)
def test_versions_are_semver(version: str, fits: bool) -> None:
    assert (wrong_form(Variable("V", "semver"), version) is None) is fits


@pytest.mark.parametrize(
    ("secret", "enough"),
    [("0123456789abcdef0123456789abcde", False), ("0123456789abcdef0123456789abcdef", True), ("a" * 200, False),
     ("ab" * 64, True), ("kF8_zQ1-pL0xVb7tRw3e", False), ("kF8_zQ1-pL0xVb7tRw3eY", True)],
)  # fmt: skip
def test_secrets_need_128_bits(secret: str, enough: bool) -> None:
    assert (entropy(secret) >= 128) is enough


def test_nothing_that_leaves_tells_a_secret() -> None:
    said = json.dumps(run_pre_deployment_validation("widi", WIDI).as_json())
    for name in ("DATABASE_URL", "GA_API_SECRET", "MIDTRANS_SERVER_KEY", "SENTRY_DSN", "VAPID_PRIVATE_KEY"):
        assert WIDI[name] not in said
        assert WIDI[name][5:] not in said
    assert [mask(""), mask("short"), mask("0123456789ab")] == ["", "… (5)", "0123… (12)"]


def test_an_env_file_is_read_as_systemd_and_compose_read_it(tmp_path: Path) -> None:
    file = tmp_path / "a.env"
    file.write_text('\ufeff# words\nA=1\r\nexport B="two words" # why\nC=\'x#y\'\nD=x#y\nE= v # w\nF=\nG="a\\"b"\n')
    assert read_env_file(file) == {"A": "1", "B": "two words", "C": "x#y", "D": "x#y", "E": "v", "F": "", "G": 'a\\"b'}
    for wrong in ("A=1\nA=2\n", "rahasia saja\n", "1A=x\n"):
        file.write_text(wrong)
        with pytest.raises(BadEnvFile) as refusal:
            read_env_file(file)
        assert "rahasia saja" not in str(refusal.value)


@pytest.mark.parametrize(
    ("content", "indonesian", "english"),
    [
        (None, "berkas tidak ada", "there is no such file"),
        (b"\x89PNG\r\n\x1a\n\xff", "bukan berkas teks UTF-8", "not a text file in UTF-8"),
        (b"A=1\nB=\x00\n", "bukan berkas teks UTF-8", "not a text file in UTF-8"),
        (b"#" * (LARGEST + 1), "lebih dari 1 MB", "more than 1 MB"),
        (b"A=1\nrahasia saja\n", "baris 2 bukan NAMA=nilai", "line 2 is not NAME=value"),
        (
            b"A=1\nA=2\n",
            "A ada dua kali dengan nilai berbeda (baris 2)",
            "A is there twice with different values (line 2)",
        ),
    ],
    ids=["missing", "picture", "zero byte", "large", "no pair", "twice"],
)
def test_an_env_file_that_cannot_be_read_says_why_in_both_languages(
    app: Flask, tmp_path: Path, content: bytes | None, indonesian: str, english: str
) -> None:
    file = tmp_path / "a.env"
    if content is not None:
        file.write_bytes(content)
    with app.app_context(), pytest.raises(BadEnvFile) as refusal:
        read_env_file(file)
    with app.app_context():
        said = in_both_languages(refusal.value.message)
    assert said == (f"{file}: {indonesian}", f"{file}: {english}")
    said = app.test_cli_runner().invoke(args=["validate-deploy", "--spec", "widi", "--env-file", str(file)])
    assert (said.exit_code, said.output) == (2, f"Tidak dapat diperiksa: {file}: {indonesian}\n")


def test_an_env_file_of_exactly_a_megabyte_is_read_and_a_folder_is_refused(app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "a.env"
    file.write_bytes(b"A=1\n" + b"#" * (LARGEST - 4))
    assert read_env_file(file) == {"A": "1"}
    for args, words in (
        (["--env-file", str(tmp_path)], "ini folder, bukan berkas"),
        (["--env-file", str(file / "below")], "berkas tidak ada"),
        (["--spec", "nobody", "--env-file", str(file)], "tidak ada spesifikasi bernama nobody"),
    ):
        said = app.test_cli_runner().invoke(args=["validate-deploy", *args])
        assert (said.exit_code, words in said.output) == (2, True)


def test_two_environments_are_told_apart_masked() -> None:
    green = {**WIDI, "APP_VERSION": "1.5.0", "NEW": "x"}
    del green["GA_API_SECRET"]
    assert differences(WIDI, green) == [
        ("APP_VERSION", "… (5)", "… (5)"),
        ("GA_API_SECRET", "raha… (15)", "–"),
        ("NEW", "–", "… (1)"),
    ]


def write(file: Path, values: dict[str, str]) -> str:
    file.write_text("".join(f"{name}={value}\n" for name, value in values.items()))
    return str(file)


def test_the_command_ends_with_its_sentence_and_code(app: Flask, tmp_path: Path) -> None:
    run = app.test_cli_runner().invoke
    good = write(tmp_path / "blue.env", WIDI)
    bad = write(tmp_path / "green.env", {**WIDI, "APP_VERSION": "dua"})
    said = run(args=["validate-deploy", "--spec", "widi", "--env-file", good])
    assert (said.exit_code, said.output.splitlines()[-1]) == (0, "Siap untuk deployment")
    said = run(args=["validate-deploy", "--spec", "widi", "--env-file", bad, "--diff", good])
    assert (said.exit_code, said.output.splitlines()[-2]) == (1, "Perlu perbaikan sebelum deployment:")
    assert any(line.split()[:2] == ["diff", "APP_VERSION"] for line in said.output.splitlines())
    known = json.loads(run(args=["validate-deploy", "--spec", "widi", "--env-file", bad, "--json"]).stdout)
    assert known["allPassed"] is False
    assert {"name", "status", "message", "messageEn", "value"} == set(known["validationSteps"][0])
    for words in (["--spec", "nobody", "--env-file", good], ["--env-file", str(tmp_path / "none")]):
        assert run(args=["validate-deploy", *words]).exit_code == 2


def test_what_the_variables_point_at_is_read_and_written(app: Flask) -> None:
    said = json.loads(app.test_cli_runner().invoke(args=["validate-deploy", "--json"]).stdout)
    steps = {step["name"]: step["status"] for step in said["validationSteps"]}
    assert {steps[name] for name in ("database", "redis", "penyimpanan", "migrasi")} == {"passed"}
    assert steps["disk"] in {"passed", "failed"}  # as full as this machine's disk is
    assert steps["cadangan"] == "failed"
    assert steps["proses worker"] == "failed"

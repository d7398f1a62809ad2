"""What the code never does, read from its syntax trees: the proof of lines of docs/security.md that no request can show."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from gunicorn.config import Config
from gunicorn.http.errors import ParseException
from gunicorn.http.parser import RequestParser

from app.models.accounts.user import User
from tests.support.walking.sources import nodes_of

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("admin_views", "app", "integrations", "workflows")
RUNS = {"Popen", "call", "check_call", "check_output", "run"}
DOCS = ROOT / "docs" / "security.md"


@cache
def calls() -> list[tuple[str, str, ast.Call]]:
    """File, what is called, and the call."""
    return [
        (str(path.relative_to(ROOT)), ast.unparse(node.func), node)
        for folder in FOLDERS
        for path in (ROOT / folder).rglob("*.py")
        for node in nodes_of(path)
        if isinstance(node, ast.Call)
    ]


def keywords(call: ast.Call) -> dict[str, ast.expr]:
    return {one.arg: one.value for one in call.keywords if one.arg}


def test_no_command_goes_through_a_shell_or_is_one_string():
    bad = []
    for path, name, call in calls():
        if name in {"os.system", "os.popen", "subprocess.getoutput"} or "shell" in keywords(call):
            bad.append(f"{path}: {ast.unparse(call)}")
        one_string = call.args and isinstance(call.args[0], (ast.Constant, ast.JoinedStr))
        if name in {f"subprocess.{run}" for run in RUNS} and one_string:
            bad.append(f"{path}: {ast.unparse(call)}")
    assert bad == []


@pytest.mark.parametrize(
    "name", ["compile", "eval", "exec", "marshal.loads", "pickle.load", "pickle.loads", "yaml.load"]
)
def test_nothing_that_was_sent_is_run_or_unpickled(name):
    assert [path for path, called, _call in calls() if called == name] == []


def test_regular_expressions_are_built_from_constants_or_escaped_words():
    asked = re.compile(r"re\.(compile|search|match|fullmatch|sub|split|findall|finditer)")
    bad = [
        f"{path}: {ast.unparse(call)}"
        for path, name, call in calls()
        if asked.fullmatch(name) and call.args
        for part in ast.walk(call.args[0])
        if isinstance(part, ast.FormattedValue) and "request" in ast.unparse(part)
    ]
    assert bad == []


@pytest.mark.parametrize("name", ["DES", "MD5", "RC4", "blowfish", "hashlib.md5", "hashlib.new", "modes.ECB"])
def test_no_weak_hash_or_cipher_is_used(name):
    assert [path for path, called, _call in calls() if called == name or called.endswith(f".{name}")] == []


def test_what_is_secret_is_drawn_by_the_systems_generator():
    """`random` only where nothing is kept secret: demo, jitter, spreading."""
    used = {path for path, name, _call in calls() if name.startswith("random.")}
    assert not {path for path in used if re.search(r"auth|crypto|token|identif|session|secret|link", path)}


def test_certificates_are_verified_everywhere():
    off = [
        f"{path}: {ast.unparse(call)}"
        for path, name, call in calls()
        for key, value in keywords(call).items()
        if (key in {"verify", "check_hostname"} and ast.unparse(value) == "False")
        or name.endswith("_create_unverified_context")
        or "CERT_NONE" in ast.unparse(value)
    ]
    assert off == []


def test_nothing_turns_debugging_on():
    on = [path for path, _name, call in calls() if ast.unparse(keywords(call).get("debug", ast.Constant(0))) == "True"]
    assert on == []


def test_scripts_run_no_text_and_copy_no_foreign_object_into_a_prototype():
    bad = []
    for path in (ROOT / "app" / "static" / "js").rglob("*.js"):
        text = path.read_text(encoding="utf-8")
        bad += [
            f"{path.name}: {word}"
            for word in ("eval(", "new Function(", "__proto__", "document.write(")
            if word in text
        ]
    assert bad == []


@pytest.mark.parametrize("script", ["widget.js", "visitor.js"])
def test_a_page_in_a_frame_believes_messages_of_known_origins_only(script):
    text = (ROOT / "app" / "static" / "js" / "chat" / script).read_text(encoding="utf-8")
    for handler in text.split('addEventListener("message"')[1:]:
        assert "event.origin" in handler[:400]
        assert "event.source" in handler[:400]
    assert not re.search(r'postMessage\([^)]*"\*"', text)


@pytest.mark.parametrize(
    "heading",
    ["Data", "Files", "Keys", "Limits", "Logs", "Sessions", "Updates", "Ways in", "What is costly", "Whom we call"],
)
def test_what_is_to_be_written_down_is(heading):
    section = DOCS.read_text(encoding="utf-8").partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    assert len(section) > 200


def test_the_image_takes_folders_by_name_and_no_source_control():
    copied = re.findall(r"^COPY (.+)$", (ROOT / "deploy" / "Dockerfile").read_text(), re.MULTILINE)
    assert copied
    assert not [line for line in copied if line.split()[-2:-1] == ["."] or ".git" in line]


def test_proxies_speak_tls_1_2_and_1_3_only():
    nginx = (ROOT / "deploy" / "nginx.conf").read_text()
    haproxy = (ROOT / "deploy" / "haproxy.cfg").read_text()
    assert all(line.split()[1:] == ["TLSv1.2", "TLSv1.3;"] for line in nginx.splitlines() if "ssl_protocols" in line)
    assert not re.search(r"no-tlsv12|SSLv3|TLSv1\.[01]\b", nginx + haproxy)
    assert "protocols" not in (ROOT / "deploy" / "Caddyfile").read_text()  # Caddy's own: 1.2 and 1.3


def test_caddy_gets_public_certificates_itself():
    assert not re.search(r"^\s*tls\b", (ROOT / "deploy" / "Caddyfile").read_text(), re.MULTILINE)


def test_passwords_may_be_pasted_and_nobody_is_asked_for_a_hint():
    scripts = [path.read_text(encoding="utf-8") for path in (ROOT / "app" / "static" / "js").rglob("*.js")]
    assert not [one for one in scripts if '"paste"' in one and "password" in one]
    assert not [column.name for column in User.__table__.columns if re.search(r"hint|question|answer", column.name)]


def test_logs_go_to_standard_error_and_nowhere_else():
    kinds = ("FileHandler", "HTTPHandler", "SMTPHandler", "SocketHandler", "SysLogHandler")
    assert [path for path, name, _call in calls() if name.endswith(kinds)] == []


@pytest.mark.parametrize(
    "header",
    [
        "Content-Length : 3",
        "Content-Length: +3",
        "Content-Length: 3\r\nContent-Length: 4",
        "Content-Length: 3\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked, identity",
        "Transfer-Encoding: xchunked",
    ],
)
def test_a_message_whose_end_can_be_read_in_two_ways_is_refused(header):
    sent = f"POST / HTTP/1.1\r\nHost: a\r\n{header}\r\n\r\nabc".encode()
    with pytest.raises(ParseException):
        list(RequestParser(Config(), iter([sent]), ("192.0.2.1", 1)))

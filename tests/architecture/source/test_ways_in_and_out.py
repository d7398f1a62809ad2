"""What guards the ways in and out, read from the syntax trees.

One way outside, secrets compared in constant time, SQL of constants, links with a purpose of their own.
"""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.source.source_calls import calls, keywords, name_of
from tests.support.walking.sources import ROOT, nodes_of, sources

WIRES = {
    "aiohttp",
    "http.client",
    "httpx",
    "imaplib",
    "imap_tools",
    "requests",
    "requests_hardened",
    "smtplib",
    "socket",
}
WIRES |= {"ssl", "urllib.request", "urllib3"}
MAY_CALL_OUT = {  # beside integrations, which get their addresses as arguments: whom they call
    "app/http/error_log/export.py": "nobody: the name of this machine",
    "app/jobs/upkeep/newest.py": "the registries of the settings",
    "app/jobs/monitoring/watch_parts.py": "the address of the settings whose owner calls us",
    "app/launch/__main__.py": "our own start",
    "app/launch/environment.py": "this machine's ports",
    "app/launch/release_demo.py": "our own builds",
    "app/launch/servers/redis.py": "the embedded server's socket",
    "app/releases/checks/live.py": "the mail server of the settings",
    "app/releases/rollout/colours.py": "our own builds on loopback",
    "app/releases/rollout/haproxy.py": "HAProxy's socket",
    "app/web/sso/oidc.py": "nobody: the library's exception",
}
SECRET = re.compile(r"(^|_)(token|secret|signature|mac|password|nonce|otp|digits|code|verifier)$")
NO_SECRETS = {"code", "problem.code", "error.code", "refusal.code", "news.error_code"}  # of a provider's answer
CONSTANT = re.compile(r"_?[A-Z][A-Z0-9_]*")
SQL_OF_CONSTANTS = {  # pieces that no request brings: where they come from
    "app/cli/grants.py": "a table in the file",
    "app/core/db.py": "the values of an enumeration",
    "app/jobs/upkeep/database.py": "a table in the file; names by sql.Identifier",
    "app/releases/backup/digests.py": "a constant; names by sql.Identifier",
    "app/releases/backup/restore.py": "constants; names by sql.Identifier",
    "workflows/customers/timeline.py": "a table in the file",
    "workflows/help/review/index_article.py": "one of four letters",
    "workflows/retention/delete_old_rows.py": "the table of rules",
    "workflows/retention/delete_rows.py": "the table of rules",
    "workflows/retention/delete_unused_files.py": "the table of rules",
    "workflows/retention/read_old_rows.py": "the table of rules",
    "workflows/visits/claims/eligibility.py": "a table in the file",
}
LASTING = {
    "form-opened",
    "on-call-feed",
    "unsubscribe",
}  # without a time: what each is good for can be ended or is harmless


def imports_of(path: Path) -> Iterator[str]:
    for node in nodes_of(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield from (node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names))


def test_only_integrations_and_listed_files_open_connections():
    found = {
        name_of(path)
        for path in sources("app", "admin_views", "workflows")
        if any(name in WIRES or name.split(".")[0] in WIRES for name in imports_of(path))
    }
    assert found - set(MAY_CALL_OUT) == set(), "call by a client in integrations/"
    assert set(MAY_CALL_OUT) - found == set(), "no longer needed here"


def test_no_request_of_ours_follows_a_redirect_or_waits_for_ever():
    """Sessions are made in integrations/wire.py and in clients of requests_hardened, which say it once."""
    bad = []
    for path in sources():
        for node in nodes_of(path):
            if not isinstance(node, ast.Call):
                continue
            if re.fullmatch(r"requests\.(get|post|put|patch|delete|head|options|request)", ast.unparse(node.func)):
                given = keywords(node)
                if given.get("allow_redirects") != "False" or "timeout" not in given:
                    bad.append(f"{name_of(path)}:{node.lineno}")
    assert bad == [], "allow_redirects=False, timeout=…"
    hardened = [call for _path, name, call in calls() if name == "Config" and "ip_filter_enable" in keywords(call)]
    assert hardened
    assert all(keywords(call).get("never_redirect") == "True" for call in hardened)
    makes = {path for path, name, call in calls() if name == "Session" and "requests" in ast.unparse(call.func)}
    assert makes == {"integrations/storage/s3_wire.py", "integrations/wire.py"}


def compared(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Line and both sides of == and !=, but for conditions of SQL and for words against constants."""
    for node in nodes_of(path):
        if not (isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Eq | ast.NotEq)):
            continue
        sides = [node.left, *node.comparators]
        texts = [ast.unparse(one) for one in sides]
        constant = any(isinstance(one, ast.Constant) or CONSTANT.fullmatch(ast.unparse(one)) for one in sides)
        in_sql = re.fullmatch(r"(_?[A-Z]\w*)(\.\w+)+", texts[0])
        if not constant and not in_sql:
            yield node.lineno, texts


def test_secrets_are_compared_in_constant_time():
    """By hmac.compare_digest, or looked up by their hash in the database."""
    found = [
        f"{name_of(path)}:{line} {' and '.join(sides)}"
        for path in sources()
        for line, sides in compared(path)
        if any(SECRET.search(re.sub(r"\(.*", "", one).rpartition(".")[2]) for one in sides)
        and not set(sides) & NO_SECRETS
        and not any(re.search(r"status_code$|codes\.", one) for one in sides)
    ]
    # after the signature was compared in constant time: one spelling of it only
    spelled = {"nps_link.py", "sealed_link.py"}
    assert [one for one in found if Path(one.split(":")[0]).name not in spelled] == [], "hmac.compare_digest on bytes"


def pieces(node: ast.expr) -> Iterator[ast.expr]:
    """What a text of SQL is put together from, beside constants."""
    if isinstance(node, ast.JoinedStr):
        yield from (one.value for one in node.values if isinstance(one, ast.FormattedValue))
    elif isinstance(node, ast.BinOp):
        yield from (*pieces(node.left), *pieces(node.right))
    elif not isinstance(node, ast.Constant):
        yield node


def is_constant(piece: ast.expr) -> bool:
    """A constant of the module, or the values of a group of statuses."""
    names = {one.id for one in ast.walk(piece) if isinstance(one, ast.Name)}
    return all(CONSTANT.fullmatch(name) or name in {"quoted", "sorted", "obstacle", "result"} for name in names)


def test_sql_is_written_of_constants():
    """Values are bound; names come from tables of ours."""
    makers = re.compile(r"(sqlalchemy\.|sa\.|db\.)?(text|literal_column|DDL)|sql\.SQL|.*\.exec_driver_sql|.*\.execute")
    bad = []
    for path, _name, call in calls():
        func = ast.unparse(call.func)
        if not makers.fullmatch(func) or not call.args or path in SQL_OF_CONSTANTS:
            continue
        if func.endswith("execute") and not isinstance(call.args[0], ast.JoinedStr | ast.BinOp | ast.Mod):
            continue  # a statement made elsewhere
        if func == "text" and path.startswith("integrations/"):
            continue  # integrations/shapes.py reads the text of a provider's answer
        bad += [f"{path}:{call.lineno} {ast.unparse(one)}" for one in pieces(call.args[0]) if not is_constant(one)]
    assert bad == [], "bind the value, or say above where the piece comes from"


def test_every_signed_link_has_a_purpose_and_an_end_of_its_own():
    signers = [(name, call) for _path, name, call in calls() if re.search(r"(Serializer|Signer)$", name)]
    signers = [(name, call) for name, call in signers if name != "JSONSerializer"]
    salts = Counter(keywords(call).get("salt", "") for _name, call in signers)
    assert max(salts.values()) == 1, "each its own salt"
    written = {salt for salt in salts if re.fullmatch(r"'[a-z-]+'|_SALT", salt)}
    assert written == set(salts), "a salt is a constant"
    endless = {keywords(call)["salt"].strip("'") for name, call in signers if "Timed" not in name}
    assert endless == {*LASTING - {"unsubscribe"}, "_SALT"}, "sign with a time, or say why not"


def value_of(path: str, expression: ast.expr) -> str:
    """As it is written, or as the file's constant of that name is."""
    for node in nodes_of(ROOT / path) if isinstance(expression, ast.Name) else ():
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == expression.id:
            return ast.unparse(node.value)
    return ast.unparse(expression)


def test_every_sealed_link_has_a_purpose_of_its_own():
    """`seal` and `is_genuine` get a text that begins with the purpose, `lasting_token` a constant."""
    purposes: dict[str, set[str]] = {}
    for path, name, call in calls():
        if name not in {"seal", "lasting_token", "seal_address"} or path.endswith("sealed_link.py") or not call.args:
            continue
        purposes.setdefault(value_of(path, call.args[0]), set()).add(path)
    shared = {purpose: paths for purpose, paths in purposes.items() if len(paths) > 1}
    assert purposes
    assert shared == {}

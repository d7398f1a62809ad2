"""Rules that no linter knows. Each failure says what to do."""

import ast
import importlib
import inspect
import pkgutil
import re
from pathlib import Path

import pytest

import workflows
from app.jobs.outbox.messages import MESSAGE_BUILDERS
from app.models import FLOWS
from app.presenters.messaging.deliveries import KIND_LABELS
from tests.support.walking.sources import ROOT, nodes_of, sources
from workflows.outbox_events import Event
from workflows.verbs import VERBS, find_verb

FRAMEWORK_NAMES = {
    "process_data",
    "process_formdata",
    "handle_view_exception",
    "_handle_view",
    "handle_starttag",
    "handle_endtag",
    "handle_data",
}  # WTForms, Flask-Admin and html.parser call these
LONGEST_FILE, LONGEST_FUNCTION = 250, 40
LONGEST_REPEATED = 1000  # characters of a syntax tree: about four lines
VAGUE = re.compile(
    r"^_?(utils?|helpers?|common|manager|service|info|misc)$|^_?(handle|process)_(?!inbound|runner)|_(utils?|helpers?)$"
)


def where(path, node):
    return f"{path.relative_to(ROOT)}:{node.lineno}"


def functions(path):
    return (node for node in nodes_of(path) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def test_only_transaction_commits_and_rolls_back():
    found = [
        where(path, node)
        for path in sources("app", "admin_views", "workflows")
        for node in nodes_of(path)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"commit", "rollback"}
        and path.relative_to(ROOT) != Path("app/core/db.py")
        and "launch" not in path.parts
    ]
    allowed = {"app/web/error_pages.py"}  # after a failed request there is nothing left to keep
    assert [place for place in found if place.split(":")[0] not in allowed] == [], "use app.core.db.transaction()"


def test_a_record_that_is_locked_is_read_anew():
    """A session that knows the record keeps its old values, locked or not."""
    found = [
        where(path, node)
        for path in sources("app", "admin_views", "workflows")
        for node in nodes_of(path)
        if isinstance(node, ast.Call)
        and "with_for_update" in (named := {word.arg for word in node.keywords})
        and "populate_existing" not in named
        and getattr(node.func, "attr", "") != "refresh"  # which reads anew by itself
    ]
    assert found == [], "add populate_existing=True"


def test_nothing_is_imported_inside_a_function():
    found = [
        where(path, node)
        for path in sources()
        for function in functions(path)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom) and not _is_heavy(node)
    ]
    assert found == [], "a circle means a thing stands in the wrong package: move it"


def _is_heavy(node):
    """Only the worker needs these, and they cost the web process a third of a second and 40 MB."""
    names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""]
    return all(
        name.split(".")[0]
        in {"xhtml2pdf", "reportlab", "openpyxl", "xlsxwriter", "xlrd", "python_calamine", "PIL", "pi_heif", "pypdf"}
        | {"faker", "boto3", "webauthn", "authlib", "jwt"}
        for name in names
    )


def test_workflows_never_read_the_clock():
    found = [
        where(path, node)
        for path in sources("workflows")
        for node in nodes_of(path)
        if (isinstance(node, ast.Name) and node.id == "utc_now")
        or (isinstance(node, ast.Attribute) and node.attr in {"utcnow", "today"})
        or (isinstance(node, ast.Call) and ast.unparse(node.func) in {"datetime.now", "date.today", "time.time"})
    ]
    assert found == [], "take `now` as an argument"


def test_files_and_functions_are_small():
    long_files = [
        f"{path.relative_to(ROOT)}" for path in sources() if len(path.read_text().splitlines()) > LONGEST_FILE
    ]
    long_functions = [
        f"{where(path, node)} {node.name}"
        for path in sources()
        for node in functions(path)
        if (node.end_lineno or node.lineno) - node.lineno >= LONGEST_FUNCTION
    ]
    assert (long_files, long_functions) == ([], []), "split by what a reader would look for"


def test_scripts_styles_and_templates_are_small():
    static = ROOT / "app" / "static"
    files = [*static.glob("js/**/*.js"), *static.glob("css/**/*.css"), *(ROOT / "templates").rglob("*.html")]
    long = [str(path.relative_to(ROOT)) for path in files if path.read_text().count("\n") > LONGEST_FILE]
    assert long == [], "split by what a reader would look for"


def test_names_say_something():
    vague = [str(path.relative_to(ROOT)) for path in sources() if VAGUE.search(path.stem)]
    vague += [
        where(path, node)
        for path in sources()
        for node in functions(path)
        if VAGUE.search(node.name) and node.name not in FRAMEWORK_NAMES
    ]
    assert vague == [], "name it by what it does"


@pytest.mark.parametrize("flow", FLOWS.values(), ids=lambda flow: flow.name)
def test_every_status_has_a_label_a_tone_and_one_group_of_each_grouping(flow):
    statuses = set(flow.statuses)
    assert statuses - set(flow.labels) == set(), f"name them in labels= of the {flow.name} flow"
    assert statuses - set(flow.tones) == set(), f"give them a tone in tones= of the {flow.name} flow"
    for grouping in flow.groupings:
        grouped = [status for group in grouping for status in group]
        assert sorted(grouped) == sorted(statuses), f"put each status of {flow.name} into exactly one of its groups"


@pytest.mark.parametrize(("flow", "name"), [(flow.name, name) for flow in FLOWS.values() for name in flow.transitions])
def test_every_move_has_a_verb_that_takes_what_it_asks(flow, name):
    flow = FLOWS[flow]
    transition = flow.transitions[name]
    verb = find_verb(flow, name)
    if transition.is_system:
        assert verb is None, "the system's moves are made inside other verbs"
        return
    assert verb is not None, f"write workflows/…/{name}.py and list it in VERBS"
    session, *rest = inspect.signature(verb).parameters.values()
    assert session.name == "session"
    assert all(parameter.kind is parameter.KEYWORD_ONLY for parameter in rest)
    taken = {parameter.name for parameter in rest}
    needed = {parameter.name for parameter in rest if parameter.default is parameter.empty}
    given = {flow.subject, "actor", "now", *(ask.name for ask in transition.asks)}
    assert given <= taken, f"the verb does not take {given - taken}"
    assert needed <= given, f"the move does not ask for {needed - given}"


def test_no_verb_is_listed_without_a_move():
    stray = [f"{flow}.{name}" for flow, verbs in VERBS.items() for name in verbs if name not in FLOWS[flow].transitions]
    assert stray == []


def test_every_message_is_addressed_and_written():
    for module in pkgutil.walk_packages(workflows.__path__, "workflows."):
        importlib.import_module(module.name)
    kinds = {kind for message in all_messages(Event) if (kind := getattr(message, "kind", None))}
    assert kinds - set(MESSAGE_BUILDERS) == set(), "say who receives them in app/jobs/outbox/messages"
    assert set(MESSAGE_BUILDERS) - kinds == set(), "no workflow emits these"
    assert kinds - set(KIND_LABELS) == set(), "label them in app/presenters/messaging/deliveries.py"


def all_messages(message):
    return {message} | {deeper for child in message.__subclasses__() for deeper in all_messages(child)}


TEMPLATES = sorted(
    path
    for path in (ROOT / "templates").rglob("*.html")
    if "documents" not in path.parts and "messages" not in path.parts
)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_templates_bear_a_strict_content_security_policy(path):
    text = re.sub(r"\{#.*?#\}", "", path.read_text(), flags=re.DOTALL)
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", text), "no inline handlers: use a data- attribute and a module"
    assert not re.search(r"\sstyle\s*=\s*[\"']", text), "no inline styles: use a class"
    assert "javascript:" not in text
    for script in re.findall(r"<script\b[^>]*>", text):
        assert "src=" in script or 'type="application/json"' in script, "no inline scripts"
    assert not re.search(r"(?:src|href)=[\"']https?://(?!wa\.me|maps\.|www\.google\.com/maps|t\.me)", text), (
        "nothing from elsewhere"
    )


def test_no_template_lists_statuses():
    lists = [
        f"{path.relative_to(ROOT)}: {found}"
        for path in sorted((ROOT / "templates").rglob("*.*"))
        if path.is_file()
        for found in re.findall(r"\bstatus (?:not )?in [(\[][^)\]]*[)\]]", path.read_text())
    ]
    assert lists == [], "name the group beside the enum and ask the record for it"


def test_no_function_stands_twice():
    """Longer than a few calls, with the same arguments and the same body."""
    bodies = {}
    for path in sources():
        for node in functions(path):
            body = node.body[1:] if ast.get_docstring(node) is not None else node.body
            text = ast.dump(node.args) + "".join(ast.dump(line) for line in body)
            if len(text) > LONGEST_REPEATED:
                bodies.setdefault(text, []).append(f"{where(path, node)} {node.name}")
    repeated = [places for places in bodies.values() if len(places) > 1]
    assert repeated == [], "one rule, one place: keep one of them and call it"

"""Files, targets, commands, settings, screens and names of code that the documents name exist."""

import re

import pytest

from app.cli import OURS
from app.settings import Settings
from tests.support.walking.sources import ROOT, sources

DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
FOLDERS = "admin_views|app|deploy|docs|integrations|templates|tests|workflows"
BLOCK = re.compile(r"^```\w*\n(.*?)^```", re.DOTALL | re.MULTILINE)
NOT_OURS = {"CI_COMMIT", "POST the raw, full MIME message"}  # of CI, SendGrid
FOR_OPERATORS = {"disaster-recovery.md", "operations.md", "security.md"}  # name columns and rights of others, too


def written(document):
    """What people wrote; the generated parts have a test of their own."""
    return re.sub(r"<!-- (\w+) -->.*?<!-- /\1 -->", "", document.read_text(), flags=re.DOTALL)


def spans(document):
    """What stands between backticks in a line."""
    return re.findall(r"`([^`\n]+)`", BLOCK.sub("", written(document)))


def commands(document, program):
    """The word after a program's name, in blocks of code and between backticks."""
    code = "\n".join([*BLOCK.findall(written(document)), *spans(document)])
    return set(re.findall(rf"(?:^|&& ){program} ([a-z][a-z-]+)", code, re.MULTILINE))


def is_there(path):
    """Tell whether a path exists, from the root or as the table of drills writes it, from `tests/` without its ending."""
    return any((ROOT / name).exists() for name in (path, f"tests/{path}", f"tests/{path}.py"))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_files_exist(document):
    named = [path for code in spans(document) for path in re.findall(rf"^(?:{FOLDERS})/[^\s:=]*", code)]
    named = [path.rstrip("/") for path in named if not re.search(r"[<*…]|YYYY", path)]
    missing = [path for path in named if path not in NOT_OURS and not is_there(path)]
    links = [link for link in re.findall(r"\]\(([^)#]+)", written(document)) if "://" not in link]
    missing += [link for link in links if not (document.parent / link).exists()]
    assert missing == [], f"{document.name} names what was moved or deleted"


def test_files_named_in_comments_of_templates_exist():
    missing = [
        f"{template.relative_to(ROOT)}: {path}"
        for template in sorted((ROOT / "templates").rglob("*.html"))
        for comment in re.findall(r"\{#.*?#\}", template.read_text(), re.DOTALL)
        for path in re.findall(rf"\b(?:{FOLDERS})/[\w./-]+\.\w+", comment)
        if not is_there(path)
    ]
    assert missing == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_targets_and_commands_exist(document):
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    known = {*(command.name for command in OURS), "db", "run", "shell", "routes"}
    assert commands(document, "make") - targets == set()
    assert commands(document, r"(?:\S*flask(?: --app wsgi)?|sigap|sigap_owner)") - known == set()


def test_settings_and_names_of_code_exist():
    files = [*sources(), *(ROOT / "tests").rglob("*.py"), ROOT / "Makefile", *(ROOT / "deploy").rglob("*")]
    files += [*(ROOT / "app" / "static" / "js").rglob("*.js"), *(ROOT / "templates").rglob("*.html")]
    code = "\n".join(path.read_text(errors="ignore") for path in files if path.is_file())
    settings = {name.upper() for name in Settings.model_fields}
    missing = {
        f"{document.name}: {name}"
        for document in DOCUMENTS
        for span in spans(document)
        if re.fullmatch(r"[A-Z_]+" if document.name in FOR_OPERATORS else r"[\w.]+(\(\))?", span)
        for name in re.findall(r"[A-Za-z]\w*_\w+|_\w+", span)
        if name not in settings | NOT_OURS and name not in code
    }
    assert missing == set(), "the documents name what was renamed or deleted"


@pytest.mark.parametrize(
    "document", [ROOT / "docs" / name for name in sorted(FOR_OPERATORS)], ids=lambda path: path.name
)
def test_screens_and_sections_exist(document):
    """What is in italics with a capital is a sentence of the panel, or a section of the documents."""
    catalogue = (ROOT / "app/translations/en/LC_MESSAGES/messages.po").read_text().replace('"\n"', "")
    sections = "\n".join(re.sub(r"\*\*|^#+ ", "\0", one.read_text(), flags=re.MULTILINE) for one in DOCUMENTS)
    text = re.sub(r"`[^`\n]*`", "", BLOCK.sub("", written(document)))
    italics = [" ".join(one.split()) for one in re.findall(r"(?<!\*)\*([A-Z][^*\n]*(?:\n[^*\n]+)?[^:*])\*(?!\*)", text)]
    missing = [
        name
        for one in italics
        for name in one.split(" → ")
        if name not in NOT_OURS and f'"{name}"' not in catalogue and f"\0{name}" not in sections
    ]
    assert missing == [], f"the screens that {document.name} names are called something else"

"""Names are words of the field: files, Python names, names in scripts, classes of styles and data attributes.

Docstrings and comments likewise.
"""

import ast
import io
import re
import tokenize
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BANNED = re.compile(
    r"(^|_)(house|rooms?|doors?|gate|letters?|addressers?|papers?|press(es)?|piles?|bells?|trail|veil|hourglass|parcels?"
    r"|dossier|story|promised?|promises|errands?|heard|rung|strangers?|surroundings|aftercare|twins?)(_|$)"
)
FIELD_TERMS = re.compile(
    r"assignment_letter|make_letter|upload_letter|(few|like|least)_letters|house_number"  # Surat Tugas; of an alphabet
)
IN_TEXT = re.compile(
    r"\b(?:house|rooms?|doors?|gates?|papers?|trails?|heard|strangers?|stor(?:y|ies)|veil|parcels?|piles?|hourglass"
    r"|dossiers?|errands?|ghosts?|whispers?|rumours?|ears?|eyes?|voices?|asleep|the books|d(?:ies|ie|ead)|alive"
    r"|once upon|nowadays)\b",
    re.IGNORECASE,
)
TEXT_KEPT = re.compile(
    r"house number|(?:on|signed) paper|dead (?:socket|link|letter)|address is dead|dead man|four[ -]eyes"
    r"|keep-alive|kept-alive|voice notes?|with room for|room to sign|white paper|parent dies|room (?:is|to sign)",
    re.IGNORECASE,
)
KEPT = {
    "paper",  # the name of an upload field in forms and in the API
    "paper_form",
    "press",  # Playwright's keyboard
    "letters",  # of an alphabet
    "promise",  # the outbox event's flow, screen and scope, known to other systems
    "_promised",  # what a customer is promised by their plan (SLA)
    "promises",
    "test_promises",
}
PYTHON = sorted(
    path
    for folder in ("app", "admin_views", "workflows", "integrations", "tests")
    for path in (ROOT / folder).rglob("*.py")
    if "versions" not in path.parts
)
SCRIPTS = sorted((ROOT / "app" / "static" / "js").rglob("*.js"))
STYLES = sorted((ROOT / "app" / "static" / "css").rglob("*.css"))
PROSE = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


def is_banned(name: str) -> bool:
    plain = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).replace("-", "_").lower()
    return plain not in KEPT and BANNED.search(FIELD_TERMS.sub("", plain)) is not None


def python_names(path: Path) -> set[str]:
    tokens = tokenize.generate_tokens(io.StringIO(path.read_text()).readline)
    return {token.string for token in tokens if token.type == tokenize.NAME}


def texts_of(path: Path) -> list[str]:
    """Docstrings and comments; none of a file that holds no such word at all, which is quicker to see."""
    source = path.read_text()
    if not IN_TEXT.search(source):
        return []
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    comments = [token.string for token in tokens if token.type == tokenize.COMMENT]
    kinds = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    found = (ast.get_docstring(node) for node in ast.walk(ast.parse(source)) if isinstance(node, kinds))
    return [*comments, *(" ".join(text.split()) for text in found if text)]


def script_names(path: Path) -> set[str]:
    text = re.sub(r"/\*.*?\*/|//[^\n]*", "", path.read_text(), flags=re.DOTALL)
    text = re.sub(r'"[^"\n]*"|`[^`]*`', "", text)
    return set(re.findall(r"[A-Za-z_$][\w$]*", text)) | set(re.findall(r"data-[\w-]+", path.read_text()))


def comments_of(path: Path) -> list[str]:
    """Of a script, a style or a template."""
    pattern = r"\{#.*?#\}" if path.suffix == ".html" else r"/\*.*?\*/|^\s*//[^\n]*"
    return [" ".join(text.split()) for text in re.findall(pattern, path.read_text(), re.DOTALL | re.MULTILINE)]


def style_names(path: Path) -> set[str]:
    return set(re.findall(r"[.#](-?[A-Za-z_][\w-]*)", re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)))


def template_names(path: Path) -> set[str]:
    text = path.read_text()
    classes = {name for value in re.findall(r'class="([^"{]*)"', text) for name in value.split()}
    return classes | set(re.findall(r"\bdata-[\w-]+", text)) | set(re.findall(r"\bblock (\w+)", text))


@pytest.mark.parametrize(
    ("paths", "names_of"),
    [(PYTHON, python_names), (SCRIPTS, script_names), (STYLES, style_names), (TEMPLATES, template_names)],
    ids=["python", "scripts", "styles", "templates"],
)
def test_names_are_plain_words(paths, names_of):
    found = sorted(
        f"{path.relative_to(ROOT)}: {name}"
        for path in paths
        for name in {path.stem, *names_of(path)}
        if is_banned(name)
    )
    assert found == [], "take the field's term: DESIGN and docs/architecture.md (Words) say which"


def test_docstrings_and_comments_are_plain_words():
    found = [
        f"{path.relative_to(ROOT)}: {text[:100]}"
        for path in PYTHON
        for text in texts_of(path)
        if IN_TEXT.search(TEXT_KEPT.sub("", text))
    ]
    assert found == [], "state the fact in the field's terms, without a metaphor"


def test_comments_of_scripts_styles_and_templates_are_plain_words():
    found = [
        f"{path.relative_to(ROOT)}: {text[:100]}"
        for path in (*SCRIPTS, *STYLES, *TEMPLATES)
        for text in comments_of(path)
        if IN_TEXT.search(TEXT_KEPT.sub("", text))
    ]
    assert found == [], "state the fact in the field's terms, without a metaphor"


def test_documents_are_plain_words():
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line[:100]}"
        for path in PROSE
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if IN_TEXT.search(TEXT_KEPT.sub("", re.sub(r"`[^`]*`", "", line)))
    ]
    assert found == [], "state the fact in the field's terms, without a metaphor"


@pytest.mark.parametrize(
    ("name", "banned"),
    [
        ("AssignmentLetter", False),
        ("HouseView", True),
        ("_HOUSE_NUMBER", False),
        ("find_papers", True),
        ("is_pressed", False),
        ("letterBox", True),
        ("outdoors", False),
        ("press_once", True),
    ],
)
def test_words_are_found_inside_names(name, banned):
    assert is_banned(name) is banned

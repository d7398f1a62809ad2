"""The sentences of Sigap and their one catalogue: `python -m app.launch.catalogue`, run by `make catalogue`.

Writes no places, dates or names into the catalogue, so that a change shows the sentences it changed and nothing else.
"""

from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

CHECKOUT = Path(__file__).parents[2]
ENGLISH = CHECKOUT / "app" / "translations" / "en" / "LC_MESSAGES" / "messages.po"
KEYWORDS: dict[str, Any] = {
    "_": None,
    "N_": None,
    "P_": ((1, "c"), 2),
    "gettext": None,
    "ngettext": (1, 2),
}
FOLDERS = ("app", "admin_views", "workflows", "templates")
HEADER = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Language: en\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


def extract_sentences(checkout: Path = CHECKOUT) -> Catalog:
    """Every source sentence in Python and Jinja, untranslated."""
    with (checkout / "babel.cfg").open() as settings:
        methods, options = parse_mapping_cfg(settings)
    found = Catalog(locale="en")
    for folder in FOLDERS:
        here = checkout / folder
        mapping = [
            (pattern.removeprefix(f"{folder}/"), method) for pattern, method in methods if pattern.startswith(folder)
        ]
        chosen = {pattern.removeprefix(f"{folder}/"): value for pattern, value in options.items()}
        for _, _, sentence, _, context in extract_from_dir(here, mapping, chosen, KEYWORDS):
            found.add(sentence, context=context)
    return found


def read_catalogue(path: Path = ENGLISH) -> Catalog:
    with path.open("rb") as text:
        return read_po(text, locale="en")


def update_catalogue(path: Path = ENGLISH) -> list[str]:
    """Bring the catalogue to the sentences of today and return those still without English."""
    kept, today = read_catalogue(path), extract_sentences()
    for message in today:
        known = kept.get(message.id, message.context) if message.id else None
        if known and known.id == message.id:
            message.string = known.string
    text = BytesIO()
    write_po(text, today, sort_output=True, no_location=True, omit_header=True)
    path.write_text(HEADER + text.getvalue().decode())
    return [str(message.id) for message in today if message.id and not all(_strings(message.string))]


def _strings(string: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    return tuple(string) if isinstance(string, list | tuple) else (string or "",)


if __name__ == "__main__":
    for sentence in update_catalogue():
        print(f"No English yet: {sentence}")

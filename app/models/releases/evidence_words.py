"""What evidence shows, as a sentence made of its figures."""

from collections.abc import Callable, Mapping
from typing import Any

from babel.numbers import format_decimal

from app.core.i18n import N_, Lazy, Sentence, language, ngettext

Facts = Mapping[str, Any]


def _tests(facts: Facts) -> Sentence:
    ran, skipped = facts["tests"], facts["skipped"]
    good = ran - facts["failures"] - facts["errors"] - skipped
    return N_("%(good)d/%(all)d tes lulus, %(skipped)d dilewati", good=good, all=ran, skipped=skipped)


def _coverage(facts: Facts) -> Sentence:
    rate = Lazy(lambda: format_decimal(100 * facts["rate"], "0.0", locale=language()))
    return N_("cakupan %(rate)s %%, batas > 85 %%", rate=rate)


def _security(facts: Facts) -> Sentence:
    return N_("%(critical)d kritis, %(high)d tinggi, %(other)d lain", **facts)


def _monitoring(facts: Facts) -> Sentence:
    return N_("%(well)d/%(all)d bagian hidup", **facts)


def _backup(facts: Facts) -> Sentence:
    name, rows = facts["name"], facts["rows"]
    if rows is None:
        return str(name)
    return Lazy(lambda: ngettext("%(name)s, %(num)d baris", "%(name)s, %(num)d baris", rows, name=name))


def _drill(facts: Facts) -> Sentence:
    seconds = facts["seconds"]
    return Lazy(lambda: ngettext("pulih dalam %(num)d detik", "pulih dalam %(num)d detik", seconds))


WORDS: Mapping[str, Callable[[Facts], Sentence]] = {
    "BACKUP": _backup,
    "COVERAGE": _coverage,
    "DRILL": _drill,
    "MONITORING": _monitoring,
    "SECURITY": _security,
    "TESTS": _tests,
}


def words_of(kind: str, facts: Facts) -> Sentence:
    """`facts`: what the reader of this kind of report found, or what Sigap knows itself."""
    return WORDS[kind](facts)


def words_of_line(line: Mapping[str, Any]) -> Sentence:
    """What a person noted, or what the evidence shows, of a line that was frozen; before 0.2 without its figures."""
    text: str = line["note"] or line["evidence"]
    return text if line["note"] or not line.get("facts") else words_of(line["kind"], line["facts"])

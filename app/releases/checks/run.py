"""The whole check, from a name and variables to a report."""

import os
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from pydantic import ValidationError

from app.core.clock import utc_now
from app.core.errors import DomainError
from app.core.i18n import N_
from app.releases.checks.report import Report, Step, Verdict
from app.releases.checks.specification import Specification, find_specification
from app.releases.checks.values import check_values
from app.settings import Settings
from app.settings_checks import misspelt

Live = Callable[[], Iterator[Step]]


class UnknownSpecification(DomainError):
    """There is no specification of this name."""

    code = "unknown_specification"


def run_pre_deployment_validation(
    specification: str = "sigap",
    given: Mapping[str, str] | None = None,
    *,
    live: Live | None = None,
    now: datetime | None = None,
) -> Report:
    """Check variables (by default those of this process) and, where given, what they point at.

    Values are read where they live and leave masked. Raises UnknownSpecification.
    """
    known = find_specification(specification)
    if known is None:
        raise UnknownSpecification(N_("tidak ada spesifikasi bernama %(name)s", name=specification))
    values = os.environ if given is None else given
    steps = [*check_values(known, values), *_as_the_program_reads_them(known, values), *(live() if live else ())]
    return Report(known.name, now or utc_now(), steps)


def _as_the_program_reads_them(specification: Specification, given: Mapping[str, str]) -> Iterator[Step]:
    """Ours: what the settings themselves refuse, and names that are nearly ours."""
    if specification.settings is None:
        return
    names = {name.upper(): name for name in specification.settings.model_fields}
    values = {names[name]: value for name, value in given.items() if name in names and value}
    try:
        Settings(**values)
    except ValidationError as problem:
        for error in problem.errors(include_input=False, include_context=False):
            where = ".".join(str(part) for part in error["loc"]).upper()
            for line in error["msg"].removeprefix("Value error, ").split("\n"):
                name, _, words = line.partition(": ") if not where else (where, "", line)
                yield Step(name, Verdict.FAILED, words or line)
    for line in misspelt(given, specification.settings.model_fields):
        name, _, words = line.partition(": ")
        yield Step(name, Verdict.WARNING, words)

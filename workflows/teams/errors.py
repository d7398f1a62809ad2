"""Why a technician cannot be put on a visit."""

from collections.abc import Callable

from app.core.errors import Invalid
from app.core.i18n import N_, Sentence
from app.models.visits.assignment import ClaimResult

_WHY: dict[ClaimResult, Callable[[str], Sentence]] = {
    ClaimResult.ALREADY_ON_IT: lambda name: N_("%(name)s sudah ada di tim kunjungan ini.", name=name),
    ClaimResult.SKILL_MISSING: lambda name: N_(
        "%(name)s tidak memiliki keahlian yang diminta kunjungan ini.", name=name
    ),
    ClaimResult.ON_LEAVE: lambda name: N_("%(name)s sedang cuti pada hari itu.", name=name),
    ClaimResult.OVERLAP: lambda name: N_("%(name)s memegang kunjungan lain pada jam yang sama.", name=name),
}


class CannotCome(Invalid):
    """The technician chosen by name is away, busy, not skilled, or already on the team."""

    code = "cannot_come"

    def __init__(self, result: ClaimResult, name: str, *, field: str) -> None:
        super().__init__(_WHY[result](name), field=field, result=str(result))

"""The severity of an incident by its impact and how many components it concerns."""

from enum import StrEnum

from app.core.i18n import N_
from app.models.monitoring.alarm import Severity


class Impact(StrEnum):
    STOPPED = "STOPPED"
    DEGRADED = "DEGRADED"
    MINOR = "MINOR"


class Reach(StrEnum):
    ALL = "ALL"
    SEVERAL = "SEVERAL"
    ONE = "ONE"


IMPACT_LABELS = {
    Impact.STOPPED: N_("Tidak dapat dipakai"),
    Impact.DEGRADED: N_("Lambat atau sebagian gagal"),
    Impact.MINOR: N_("Hampir tidak terasa"),
}
REACH_LABELS = {
    Reach.ALL: N_("Semua komponen"),
    Reach.SEVERAL: N_("Beberapa komponen"),
    Reach.ONE: N_("Satu komponen"),
}
MATRIX = {
    Impact.STOPPED: {Reach.ALL: Severity.SEV1, Reach.SEVERAL: Severity.SEV1, Reach.ONE: Severity.SEV2},
    Impact.DEGRADED: {Reach.ALL: Severity.SEV2, Reach.SEVERAL: Severity.SEV3, Reach.ONE: Severity.SEV3},
    Impact.MINOR: {Reach.ALL: Severity.SEV3, Reach.SEVERAL: Severity.SEV4, Reach.ONE: Severity.SEV4},
}


def severity_of(impact: Impact, reach: Reach) -> Severity:
    return MATRIX[impact][reach]

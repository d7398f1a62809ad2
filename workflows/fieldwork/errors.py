"""Refusals of field work."""

from typing import Any

from app.core.errors import DomainError, Invalid
from app.core.i18n import N_, Sentence


class AlreadyRecorded(DomainError):
    """The fact is known already, from another tap: nothing is lost by dropping this one."""

    code = "already_recorded"
    sentence = N_("Sudah tercatat.")


class ReasonNeeded(Invalid):
    """Outside the radius or without a position: allowed, but the technician says why."""

    code = "reason_needed"

    def __init__(self, sentence: Sentence, **facts: object) -> None:
        super().__init__(sentence, field="reason", **facts)


class EndNeeded(Invalid):
    """The working day began too long ago to end now: the technician writes down when they left."""

    code = "end_needed"

    def __init__(self) -> None:
        sentence = N_("Check-in terakhir Anda sudah lebih dari 18 jam lalu. Tulis jam pulang hari itu di halaman job.")
        super().__init__(sentence, field="ended_time")


class NotReady(DomainError):
    """The visit cannot be finished yet; `missing` are sentences."""

    code = "not_ready"

    def __init__(self, missing: list[Sentence]) -> None:
        self.missing = missing
        listed: Any = " ".join(str(sentence) for sentence in missing)
        super().__init__(N_("Belum bisa diselesaikan. %(missing)s", missing=listed))


class Collision(DomainError):
    """Somebody of the team is booked elsewhere on the added days."""

    code = "collision"

"""What a check found: steps, whether all passed, and the words it ends with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from app.core.i18n import Sentence, in_both_languages

READY = "Siap untuk deployment"
NOT_READY = "Perlu perbaikan sebelum deployment:"
SHOWN = 4  # characters of a value; with fewer than three times as many nothing of it is shown


class Verdict(StrEnum):
    PASSED = "passed"
    WARNING = "warning"  # somebody should look; does not stop a deployment
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Step:
    """`value` is masked; `words` say what is expected, never what the value is."""

    name: str
    verdict: Verdict
    words: Sentence
    value: str = ""

    def as_json(self) -> dict[str, str]:
        message, english = in_both_languages(self.words)
        return {
            "name": self.name,
            "status": self.verdict,
            "message": message,
            "messageEn": english or message,
            "value": self.value,
        }


@dataclass(frozen=True, slots=True)
class Report:
    specification: str
    checked_at: datetime
    steps: Sequence[Step]

    @property
    def all_passed(self) -> bool:
        return not self.failures

    @property
    def failures(self) -> list[Step]:
        return [step for step in self.steps if step.verdict == Verdict.FAILED]

    def as_json(self) -> dict[str, Any]:
        return {
            "specification": self.specification,
            "checkedAt": self.checked_at.isoformat(),
            "allPassed": self.all_passed,
            "validationSteps": [step.as_json() for step in self.steps],
        }

    def last_words(self) -> str:
        if self.all_passed:
            return READY
        return "\n".join([NOT_READY, *(f"- {step.name}: {step.words}" for step in self.failures)])


def mask(value: str) -> str:
    """The first four characters and the length; of a short value only the length."""
    shown = f"{value[:SHOWN]}…" if len(value) >= 3 * SHOWN else "…"
    return f"{shown} ({len(value)})" if value else ""

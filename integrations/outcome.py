"""What came of handing something to a provider, in one vocabulary for every channel."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Accepted:
    """The provider took the message; `recipient` is the address it really used, where it says so."""

    provider_id: str
    recipient: str | None = None


class DeliveryProblem(Exception):
    """The provider did not take it: `code` for machines, `detail` in the provider's own words without secrets."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail

    def __str__(self) -> str:
        return f"{self.code}: {self.detail}" if self.detail else self.code


class TryLater(DeliveryProblem):
    """Temporary: send the same again, not before `retry_after` seconds where the provider asked for a pause."""

    def __init__(self, code: str, detail: str = "", retry_after: float | None = None) -> None:
        super().__init__(code, detail)
        self.retry_after = retry_after


def has_no_answer(problem: DeliveryProblem) -> bool:
    """The provider gave no answer: the next request would wait as long."""
    return problem.code in {"timeout", "unreachable", "connection_lost"}


class Refused(DeliveryProblem):
    """Permanent for this recipient or this message: sending the same again cannot help."""


class ChannelDown(DeliveryProblem):
    """The whole channel is unusable (token, account, payment): stop it and alert an admin."""

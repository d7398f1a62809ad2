"""What senders are told about what they sent, and what staff are told about what came in.

An anonymous sender is told nothing: they come back with their code.
"""

from dataclasses import dataclass
from typing import ClassVar

from workflows.outbox_events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackReceived(Event):
    kind: ClassVar[str] = "feedback.received"
    feedback_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackInReview(Event):
    kind: ClassVar[str] = "feedback.in_review"
    feedback_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackFollowedUp(Event):
    """`exp`: points given in the same step, 0 for none; `entry_id`: the answer that was written with it."""

    kind: ClassVar[str] = "feedback.followed_up"
    feedback_id: int
    exp: int = 0
    entry_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackRejected(Event):
    """The reason stands in the feedback itself."""

    kind: ClassVar[str] = "feedback.rejected"
    feedback_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackDeleted(Event):
    """`exp`: points that were taken back, 0 for none."""

    kind: ClassVar[str] = "feedback.deleted"
    feedback_id: int
    reason: str
    exp: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackAnswered(Event):
    kind: ClassVar[str] = "feedback.answered"
    feedback_id: int
    entry_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackMerged(Event):
    """One event for both senders: of `feedback_id`, where it went; of `into_id`, that somebody sent the same."""

    kind: ClassVar[str] = "feedback.merged"
    feedback_id: int
    into_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackSubmitted(Event):
    """For the team; the sender is told by FeedbackReceived."""

    kind: ClassVar[str] = "report.feedback"
    feedback_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackAddedTo(Event):
    """For its owner, or for the team while it has none."""

    kind: ClassVar[str] = "report.feedback_added_to"
    feedback_id: int
    entry_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackMentioned(Event):
    """For the person a note names, or for the product team."""

    kind: ClassVar[str] = "report.mentioned"
    mention_id: int

"""Events of the forum; their recipients are the followers when they are fanned out."""

from dataclasses import dataclass
from typing import ClassVar

from workflows.outbox_events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ForumAsked(Event):
    """For followers of its tags and category."""

    kind: ClassVar[str] = "forum.asked"
    post_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ForumAnswered(Event):
    """For followers of the question: an answer or a comment."""

    kind: ClassVar[str] = "forum.answered"
    post_id: int

"""A business process is a table of moves; buttons, endpoints, permissions, diagrams and tests are drawn from it."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal

from app.core.i18n import Sentence

AskKind = Literal["text", "long_text", "integer", "money", "day", "moment", "choice", "people", "file"]
Tone = Literal["neutral", "primary", "positive", "warning", "danger"]


@dataclass(frozen=True, slots=True)
class Ask:
    """One input a move needs. `people` is a list of user ids; `money` is whole rupiah."""

    name: str
    label: Sentence
    kind: AskKind = "text"
    required: bool = True
    max_length: int = 500
    minimum: int | None = None
    maximum: int | None = None
    choices: tuple[tuple[str, Sentence], ...] = ()
    hint: Sentence | None = None


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of the table. `target` None: the state stays. `by` empty: only the system makes it."""

    sources: AbstractSet[StrEnum]
    target: StrEnum | None
    by: AbstractSet[StrEnum]
    label: Sentence
    asks: tuple[Ask, ...] = ()
    tone: Tone = "neutral"
    confirm: Sentence | None = None
    bulk: bool = False
    fresh: bool = False  # moves money or opens a way in: whoever makes it has proved a short while ago who they are

    @property
    def is_system(self) -> bool:
        return not self.by


@dataclass(frozen=True)
class Flow:
    """The moves of one aggregate. `subject` is the keyword a verb takes the record's id by, e.g. `visit_id`."""

    name: str
    model: Any
    statuses: type[StrEnum]
    transitions: Mapping[str, Transition]
    subject: str
    labels: Mapping[StrEnum, Sentence] = field(default_factory=dict[StrEnum, Sentence])

    def __post_init__(self) -> None:
        for name, transition in self.transitions.items():
            stray = {*transition.sources, *([transition.target] if transition.target else [])} - set(self.statuses)
            if stray or not transition.sources:
                raise ValueError(f"{self.name}.{name}: {stray or 'no source'} is not a state of this flow")

    def open_to(self, role: StrEnum, status: str) -> Iterator[tuple[str, Transition]]:
        """The moves this role may make from this state, in the table's order."""
        for name, transition in self.transitions.items():
            if role in transition.by and status in transition.sources:
                yield name, transition

    def diagram(self) -> str:
        """A Mermaid state diagram."""
        lines = ["stateDiagram-v2"]
        for name, transition in self.transitions.items():
            actors = ", ".join(sorted(transition.by)).lower() or "system"
            lines += [
                f"    {source} --> {transition.target or source}: {name} ({actors})"
                for source in sorted(transition.sources)
            ]
        return "\n".join(lines)

"""A business process is a table of transitions: buttons, endpoints, permissions, diagrams and tests come from it."""

from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import KW_ONLY, dataclass, field
from enum import StrEnum
from typing import Any, ClassVar, Literal

from sqlalchemy import ColumnElement, true

from app.core.errors import DomainError
from app.core.i18n import Sentence

AskKind = Literal[
    "text",
    "long_text",
    "integer",
    "money",
    "day",
    "moment",
    "choice",
    "person",
    "people",
    "pick",
    "picks",
    "file",
    "table",
]
Tone = Literal["neutral", "primary", "positive", "warning", "danger"]


@dataclass(frozen=True, slots=True)
class Ask:
    """One input a transition needs. `person` is a user id, `people` a list of them; `money` is whole rupiah.

    `pick` is the id of one row and `picks` are the ids of several, of those that the screen offers for this record.

    `table` is text, a row per line with its cells separated by tabs; `columns` of it: name, label, longest text.
    """

    name: str
    label: Sentence
    kind: AskKind = "text"
    required: bool = True
    max_length: int = 500
    minimum: int | None = None
    maximum: int | None = None
    choices: tuple[tuple[str, Sentence], ...] = ()
    hint: Sentence | None = None
    columns: tuple[tuple[str, Sentence, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Condition:
    """What must hold of the row beside its status: part of the guarded UPDATE, asked by panel, API and Telegram alike.

    `sql` gets the acting user (None: the system) and returns a condition on the flow's table.
    """

    sql: Callable[[Any], ColumnElement[bool]]
    refusal: type[DomainError]


def not_by(column: Any, refusal: type[DomainError]) -> Condition:
    """The condition that the actor is not the person in this column; the system is nobody."""
    return Condition(lambda actor: true() if actor is None else column.is_distinct_from(actor.id), refusal)


@dataclass(frozen=True)
class Action:
    """One row of the table that leaves the status as it is. `by` empty: only the system performs it."""

    sources: AbstractSet[StrEnum]
    target: ClassVar[StrEnum | None] = None
    _: KW_ONLY
    by: AbstractSet[StrEnum]
    label: Sentence
    when: tuple[Condition, ...] = ()
    asks: tuple[Ask, ...] = ()
    tone: Tone = "neutral"
    confirm: Sentence | None = None
    bulk: bool = False
    fresh: bool = False  # moves money or opens a way in: the person has proved a short while ago who they are
    decides: bool = False  # about what stands in the record: bound to what was read (API: If-Match, panel: `content`)
    clocked: bool = False  # made on a phone that may wait for signal: the request may say when it was pressed
    fact: str | None = None  # the name webhooks tell it by, e.g. "visit.opened"

    @property
    def is_system(self) -> bool:
        return not self.by


@dataclass(frozen=True)
class Transition(Action):
    """One row of the table: from any of `sources` to `target`."""

    target: StrEnum = field(kw_only=False)  # type: ignore[misc,assignment]


@dataclass(frozen=True)
class Flow:
    """The transitions of one table. `subject` is the keyword a workflow takes the record's id by, e.g. `visit_id`.

    `groupings`: each is a way to divide the statuses into groups, every status in exactly one of them.
    `facts`: names for audit actions that are no transitions, such as `created`.
    `content`: the columns that a step which `decides` is about.
    """

    name: str
    model: Any
    statuses: type[StrEnum]
    transitions: Mapping[str, Action]
    subject: str
    labels: Mapping[StrEnum, Sentence] = field(default_factory=dict[StrEnum, Sentence])
    tones: Mapping[StrEnum, Tone] = field(default_factory=dict[StrEnum, Tone])
    groupings: tuple[tuple[AbstractSet[StrEnum], ...], ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict[str, str])
    content: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name, step in self.transitions.items():
            stray = {*step.sources, *([step.target] if step.target else [])} - set(self.statuses)
            if stray or not step.sources:
                raise ValueError(f"{self.name}.{name}: {stray or 'no source'} is not a status of this flow")

    def open_to(self, role: StrEnum, status: str) -> Iterator[tuple[str, Action]]:
        """The transitions and actions this role may take from this status, in the table's order."""
        for name, step in self.transitions.items():
            if role in step.by and status in step.sources:
                yield name, step

    def content_of(self, record: Any) -> list[Any]:
        return [getattr(record, name) for name in self.content]

    def published_facts(self) -> dict[str, str]:
        """Audit action to the name webhooks tell it by."""
        steps = {name: step.fact for name, step in self.transitions.items() if step.fact}
        return {**self.facts, **steps}

    def diagram(self) -> str:
        """A Mermaid state diagram."""
        lines = ["stateDiagram-v2"]
        for name, step in self.transitions.items():
            actors = ", ".join(sorted(step.by)).lower() or "system"
            lines += [f"    {source} --> {step.target or source}: {name} ({actors})" for source in sorted(step.sources)]
        return "\n".join(lines)

"""Whose turn it is: computed on the wall clock of the rotation's zone."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo


@dataclass(frozen=True, slots=True)
class Rotation:
    """`start` is wall clock without a zone. `length` None: a month, counted from `start` (the 31st: the last day)."""

    people: Sequence[int]
    start: datetime
    zone: tzinfo
    length: timedelta | None = timedelta(weeks=1)

    def turn_at(self, moment: datetime) -> int:
        """How many hand-overs lie between `start` and the moment; before the start it counts backwards."""
        wall = moment.astimezone(self.zone).replace(tzinfo=None)
        if self.length is not None:
            return (wall - self.start) // self.length
        turn = (wall.year - self.start.year) * 12 + wall.month - self.start.month
        return turn if self.begin_of(turn) <= wall else turn - 1

    def begin_of(self, turn: int) -> datetime:
        """Wall clock at which a turn begins; it ends where the next begins."""
        if self.length is not None:
            return self.start + turn * self.length
        years, month = divmod(self.start.month - 1 + turn, 12)
        year = self.start.year + years
        last = monthrange(year, month + 1)[1]
        return self.start.replace(year=year, month=month + 1, day=min(self.start.day, last))

    def person_at(self, moment: datetime) -> int | None:
        return self.people[self.turn_at(moment) % len(self.people)] if self.people else None

    def next_hand_over(self, moment: datetime) -> datetime:
        """The moment after which somebody else may have the turn."""
        return self.begin_of(self.turn_at(moment) + 1).replace(tzinfo=self.zone)


def with_people(rotation: Rotation, people: Sequence[int], *, now: datetime) -> Rotation:
    """Another list: whoever has the turn now keeps it; if they left, the first of the new list has it."""
    current, turn = rotation.person_at(now), rotation.turn_at(now)
    place = people.index(current) if current in people else 0
    return replace(rotation, people=(*people[place:], *people[:place]), start=rotation.begin_of(turn))

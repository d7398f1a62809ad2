"""Whatever happens in whatever order, the ledger holds what a simple model says it should."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import func, select

from app.core.units import unit_of
from app.models.feedback.bug import BugReport, Frequency, Impact
from app.models.feedback.exp import ExpEntry, ExpRules
from tests.bugs.reports import bring_to_fixed, make_bug, make_developer, make_member
from tests.factories import NOW, make_admin
from workflows.bugs import mark_duplicate, reopen_bug
from workflows.exp import (
    Period,
    award,
    balance_of,
    correct_exp,
    find_drift,
    hide_from_leaderboard,
    leaderboard,
    reverse_award,
)

pytestmark = pytest.mark.slow

LIMIT, WHOLE, SHARE = 100, 50, 10
PEOPLE = st.integers(0, 3)
ITEMS = st.integers(1, 6)


@dataclass
class Model:
    """Sums in plain dictionaries. `gifts`: (kind, item, rule) → [person, points, still theirs]."""

    balance: Counter = field(default_factory=Counter)
    months: dict = field(default_factory=lambda: defaultdict(Counter))
    used: Counter = field(default_factory=Counter)
    gifts: dict = field(default_factory=dict)
    hidden: set = field(default_factory=set)

    def add(self, person: int, points: int, day: Any) -> None:
        self.balance[person] += points
        self.months[day.replace(day=1)][person] += points

    def award(self, key: tuple, person: int, points: int, day: Any) -> int:
        given = min(points, LIMIT - self.used[person, day])
        if key in self.gifts or given <= 0:
            return 0
        self.gifts[key] = [person, given, True]
        self.used[person, day] += given
        self.add(person, given, day)
        return given

    def reverse(self, key: tuple, day: Any) -> int:
        person, points, still_his = self.gifts.get(key, (0, 0, False))
        if not still_his:
            return 0
        self.gifts[key][2] = False
        self.add(person, -points, day)
        return -points

    def has(self, key: tuple) -> bool:
        return key in self.gifts and self.gifts[key][2]


class AnyHistory(RuleBasedStateMachine):
    """Awards, deletions, restores, corrections, bugs fixed, merged and taken apart again, on changing days."""

    session: Any = None  # the test's own

    @initialize()
    def begin(self) -> None:
        self.savepoint = self.session.begin_nested()
        unit_of(self.session).exp_rules = ExpRules(daily_limit=LIMIT, bug_high=WHOLE, duplicate_share=20)
        self.people = [make_member(self.session, name) for name in ("Wati", "Rudi", "Sinta", "Tono")]
        self.admin, self.developer = make_admin(self.session), make_developer(self.session)
        self.now, self.model, self.bugs = NOW, Model(), []
        for person in (0, 1, 1, 2):  # something to merge and fix from the first step on
            self.report(person)

    def teardown(self) -> None:
        if hasattr(self, "savepoint"):
            self.savepoint.rollback()
            self.session.expunge_all()

    @property
    def day(self) -> Any:
        return (self.now + timedelta(hours=7)).date()

    @rule(
        person=PEOPLE, item=ITEMS, points=st.integers(1, 70), how=st.sampled_from(["feedback.followed_up", "bug.fixed"])
    )
    def award_or_restore(self, person: int, item: int, points: int, how: str) -> None:
        """A restored item is awarded again, too: the ledger must know better."""
        entry = award(
            self.session, user_id=self.people[person].id, points=points, rule=how, source=("feedback", item),
            reason="x", actor=self.admin, now=self.now,
        )  # fmt: skip
        assert (entry.points if entry else 0) == self.model.award(("feedback", item, how), person, points, self.day)

    @rule(person=PEOPLE, item=ITEMS)
    def reward_oneself(self, person: int, item: int) -> None:
        who = self.people[person]
        given = award(
            self.session, user_id=who.id, points=5, rule="x", source=("feedback", item), reason="x", actor=who,
            now=self.now,
        )  # fmt: skip
        assert given is None

    @rule(item=ITEMS, how=st.sampled_from(["feedback.followed_up", "bug.fixed"]))
    def delete(self, item: int, how: str) -> None:
        entry = reverse_award(
            self.session, source=("feedback", item), rule=how, reason="Spam", actor=self.admin, now=self.now
        )
        assert (entry.points if entry else 0) == self.model.reverse(("feedback", item, how), self.day)

    @rule(person=PEOPLE, points=st.integers(-80, 80).filter(bool))
    def correct(self, person: int, points: int) -> None:
        who = self.people[person]
        correct_exp(self.session, user_id=who.id, points=points, reason="x", actor=self.admin, now=self.now)
        self.model.add(person, points, self.day)

    @rule(hours=st.integers(1, 30 * 24))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule(person=PEOPLE)
    def hide(self, person: int) -> None:
        hidden = person not in self.model.hidden
        hide_from_leaderboard(self.session, user_id=self.people[person].id, hidden=hidden)
        self.model.hidden ^= {person}

    @rule(person=PEOPLE)
    def report_one(self, person: int) -> None:
        self.report(person)

    def report(self, person: int) -> None:
        bug = make_bug(self.session, self.people[person], now=self.now, impact=Impact.MAJOR, frequency=Frequency.OFTEN)
        self.bugs.append(
            {"id": bug.id, "number": bug.number, "who": person, "state": "open", "of": None, "at": self.now}
        )

    @precondition(lambda self: self.bugs)
    @rule(choice=st.data())
    def fix_or_reopen(self, choice: Any) -> None:
        bug = choice.draw(st.sampled_from(self.bugs))
        if bug["state"] == "open":
            bring_to_fixed(self.session, self.session.get(BugReport, bug["id"]), self.developer, now=self.now)
            bug |= {"state": "fixed", "fixed_at": self.now}
            if not self.model.has(("bug", bug["id"], "bug.duplicate")):
                self._expect(
                    (("bug", bug["id"], "bug.fixed"), bug["who"], WHOLE), *self._shares(bug, self._duplicates(bug))
                )
            else:
                self._expect(*self._shares(bug, self._duplicates(bug)))
            return
        reopen_bug(self.session, bug_id=bug["id"], reason="x", actor=self.developer, now=self.now)
        if bug["state"] == "duplicate":
            self.model.reverse(("bug", bug["id"], "bug.duplicate"), self.day)
        bug |= {"state": "open", "of": None}

    @precondition(lambda self: len(self.bugs) > 1)
    @rule(choice=st.data())
    def merge(self, choice: Any) -> None:
        bug = choice.draw(st.sampled_from(self.bugs))
        first = choice.draw(st.sampled_from([one for one in self.bugs if one is not bug]))
        if bug["state"] != "open" or first["state"] == "duplicate":
            return
        mark_duplicate(self.session, bug_id=bug["id"], original=first["number"], actor=self.developer, now=self.now)
        moved = [bug, *self._duplicates(bug)]
        before = self._sharing(first)
        for one in moved:
            one |= {"state": "duplicate", "of": first["id"]}
        if first["state"] == "fixed":
            late = [one for one in moved if one["at"] <= first["fixed_at"]]
            self._expect(*self._shares(first, late, before | self._sharing(first)))

    def _duplicates(self, bug: dict) -> list[dict]:
        return [one for one in self.bugs if one["of"] == bug["id"]]

    def _sharing(self, bug: dict) -> set[int]:
        return {one["who"] for one in self._duplicates(bug) if self.model.has(("bug", one["id"], "bug.duplicate"))}

    def _shares(self, bug: dict, duplicates: list[dict], out: set[int] | None = None) -> list[tuple]:
        out = {bug["who"]} | (self._sharing(bug) if out is None else out)
        found = []
        for one in duplicates:
            if one["who"] not in out and not self.model.has(("bug", one["id"], "bug.fixed")):
                out.add(one["who"])
                found.append((("bug", one["id"], "bug.duplicate"), one["who"], SHARE))
        return found

    def _expect(self, *gifts: tuple) -> None:
        for key, person, points in gifts:
            self.model.award(key, person, points, self.day)

    @invariant()
    def the_ledger_agrees(self) -> None:
        if not hasattr(self, "people"):
            return
        ids = [person.id for person in self.people]
        sums = dict(
            self.session.execute(select(ExpEntry.user_id, func.sum(ExpEntry.points)).group_by(ExpEntry.user_id)).all()
        )
        expected = [self.model.balance[place] for place in range(4)]
        assert [sums.get(one, 0) for one in ids] == expected
        assert [balance_of(self.session, user_id=one) for one in ids] == expected
        assert find_drift(self.session) == []
        for period, totals in (
            (Period.ALL_TIME, self.model.balance),
            (Period.MONTH, self.model.months[self.day.replace(day=1)]),
        ):
            shown = [
                (place, totals[place]) for place in range(4) if totals[place] > 0 and place not in self.model.hidden
            ]
            shown.sort(key=lambda one: (-one[1], one[0]))
            board = leaderboard(self.session, period=period, now=self.now)
            assert [(rank.user_id, rank.points) for rank in board] == [(ids[place], points) for place, points in shown]


def test_whatever_happens_the_ledger_agrees_with_a_simple_model(session):
    AnyHistory.session = session
    run_state_machine_as_test(
        AnyHistory,
        settings=settings(
            max_examples=15,
            stateful_step_count=25,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )

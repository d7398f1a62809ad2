"""Where a program moves the visitors, the panel's buttons ask it and change no record by themselves."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask_babel import force_locale
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.db import db
from app.models.accounts.user import Role, User
from app.models.releases.release import OWN_SYSTEM, Release, ReleaseStatus
from app.models.releases.release_flow import RELEASE_FLOW
from app.models.releases.steering import (
    Adapter,
    CommandStatus,
    CommandWaiting,
    NotSteered,
    ReleaseSystem,
    RolloutCommand,
    SteeredElsewhere,
)
from app.releases.rollout.commands.answers import answer_once
from app.releases.rollout.control import NotNow, Say, hold
from app.releases.rollout.record import require_go
from app.releases.rollout.state import RolloutState, read_state, rollout_state
from tests.factories import NOW, make_user
from workflows.releases.readiness import start_release
from workflows.releases.steering import (
    answer_command,
    ask_hold,
    ask_promote,
    ask_resume,
    ask_roll_back,
    ask_start,
    find_waiting,
)
from workflows.transitions import list_open_steps


def hold_at_25(say: Say) -> None:
    hold(RolloutState(canary="green", percent=25), say)


def start_what_two_people_did_not_approve(_say: Say) -> None:
    session = db.session()
    session.add(Release(system=OWN_SYSTEM, version="0.3.0", status=ReleaseStatus.PREPARING))
    session.commit()
    require_go("0.3.0")


def standing(session: Session, status: ReleaseStatus, *, steered: bool = True) -> tuple[Release, User]:
    if steered:
        session.add(ReleaseSystem(name=OWN_SYSTEM, adapter=Adapter.MACHINE))
    release = Release(system=OWN_SYSTEM, version="0.2.0", status=status, percent=10)
    session.add(release)
    nadia = make_user(session, "Nadia", Role.DEVOPS)
    session.flush()
    return release, nadia


MOVES_NOBODY = {"follow", "add_voice", "add_action", "write_retrospective"}


@pytest.mark.parametrize(
    ("status", "steered", "steps"),
    [
        ("LIVE", False, {"finish", "roll_back"}),
        ("LIVE", True, {"finish", "ask_roll_back"}),
        ("READY", False, {"prepare_again", "start", "cancel"}),
        ("READY", True, {"prepare_again", "ask_start", "cancel"}),
        ("ROLLING", False, {"promote", "roll_back"}),
        ("ROLLING", True, {"ask_promote", "ask_hold", "ask_resume", "ask_roll_back"}),
    ],
)
def test_buttons_are_those_of_whoever_moves_the_visitors(
    session: Session, status: str, steered: bool, steps: set[str]
) -> None:
    release, nadia = standing(session, ReleaseStatus(status), steered=steered)
    assert set(list_open_steps(session, RELEASE_FLOW, release, actor=nadia)) - MOVES_NOBODY == steps


def test_only_the_controller_moves_the_record_of_a_steered_system(session: Session) -> None:
    release, nadia = standing(session, ReleaseStatus.READY)
    with pytest.raises(SteeredElsewhere):
        start_release(session, release_id=release.id, actor=nadia, now=NOW)
    assert start_release(session, release_id=release.id, actor=None, now=NOW).status == ReleaseStatus.ROLLING


def test_nothing_is_asked_where_nobody_steers(session: Session) -> None:
    release, nadia = standing(session, ReleaseStatus.READY, steered=False)
    with pytest.raises(NotSteered):
        ask_start(session, release_id=release.id, actor=nadia, now=NOW)


@pytest.mark.parametrize("ask", [ask_hold, ask_promote, ask_resume], ids=lambda ask: ask.__name__)
def test_one_command_waits_at_a_time_and_taking_back_replaces_it(session: Session, ask: Callable[..., Any]) -> None:
    release, nadia = standing(session, ReleaseStatus.ROLLING)
    known = {"release_id": release.id, "actor": nadia, "now": NOW}
    ask(session, **known)
    with pytest.raises(CommandWaiting):
        ask_promote(session, **known)
    ask_roll_back(session, **known, reason="pelanggan mengeluh")
    ask_roll_back(session, **known, reason="sekali lagi")
    rows = session.scalars(select(RolloutCommand).order_by(RolloutCommand.id)).all()
    assert [(str(one.status), one.reason) for one in rows] == [("REFUSED", ""), ("WAITING", "pelanggan mengeluh")]
    assert (release.status, rows[0].percent) == (ReleaseStatus.ROLLING, 10)


def test_a_command_is_answered_once(session: Session) -> None:
    release, nadia = standing(session, ReleaseStatus.ROLLING)
    ask_hold(session, release_id=release.id, actor=nadia, now=NOW)
    found = find_waiting(session, OWN_SYSTEM)
    assert found is not None
    answer_command(session, command_id=found.id, done=True, answer="ditahan di 10 %", now=NOW)
    answer_command(session, command_id=found.id, done=False, answer="lain", now=NOW)
    session.refresh(found)
    assert (found.status, found.answer) == (CommandStatus.DONE, "ditahan di 10 %")
    assert find_waiting(session, OWN_SYSTEM) is None


@pytest.mark.parametrize("refused", [False, True])
def test_what_was_carried_out_is_told_later_and_never_done_again(
    app: Flask, session: Session, tmp_path: Path, refused: bool
) -> None:
    """The database went away, or the controller was killed, between the deed and its answer."""
    release, nadia = standing(session, ReleaseStatus.READY)
    ask_start(session, release_id=release.id, actor=nadia, now=NOW)
    session.commit()
    found = find_waiting(session, OWN_SYSTEM)
    assert found is not None
    deeds: list[str] = []

    def start(say: Say) -> None:
        deeds.append("started")
        if refused:
            raise NotNow("0.1.0 masih bergulir")
        say("0.2.0: 10 % pengunjung")

    def serve() -> RolloutCommand:
        with rollout_state(tmp_path) as state, app.app_context():
            answer_once(state, found.id, start, lambda _words: None)
        session.expire_all()
        return session.get_one(RolloutCommand, found.id)

    first = serve()
    told = (first.status, first.answer)
    first.status, first.answer = CommandStatus.WAITING, ""
    session.commit()
    again = serve()
    assert (again.status, again.answer) == told
    assert deeds == ["started"]


@pytest.mark.parametrize(
    ("carry_out", "done", "indonesian", "english"),
    [
        (hold_at_25, True, "ditahan di 25 %", "held at 25%"),
        (start_what_two_people_did_not_approve, False, "belum disetujui “Go” dua orang", "two people have not given"),
    ],
)
def test_the_answer_is_read_in_both_languages(
    app: Flask, session: Session, tmp_path: Path, carry_out: Callable[[Say], None], done: bool,
    indonesian: str, english: str,
) -> None:  # fmt: skip
    release, nadia = standing(session, ReleaseStatus.ROLLING)
    ask_hold(session, release_id=release.id, actor=nadia, now=NOW)
    session.commit()
    found = find_waiting(session, OWN_SYSTEM)
    assert found is not None
    with app.app_context(), rollout_state(tmp_path) as state:
        answer_once(state, found.id, carry_out, lambda _words: None)
        session.expire_all()
        answered = session.get_one(RolloutCommand, found.id)
        assert (answered.status == CommandStatus.DONE) is done
        for locale, words in (("id", indonesian), ("en", english)):
            with force_locale(locale):
                assert words in answered.shown_answer


def test_a_state_that_a_newer_version_kept_is_read(tmp_path: Path) -> None:
    (tmp_path / "state.json").write_text('{"live": "blue", "builds": {}, "of_tomorrow": 1}')
    assert read_state(tmp_path) == RolloutState(live="blue", file=tmp_path / "state.json")

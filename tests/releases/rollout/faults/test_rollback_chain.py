"""After a version was taken back by itself: incident, call, record, news, draft, each on its own."""

from flask import Flask
from flask_babel import force_locale
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.incidents.incident import EntryKind, Incident, IncidentEntry, PostMortem
from app.models.on_call.escalation import Escalation
from app.models.releases.release import Release, ReleaseStatus
from app.releases.rollout import chain
from app.releases.rollout.chain import begin_chain, run_chain
from app.releases.rollout.commands.serve import begin_pending
from app.releases.rollout.state import RolloutState
from tests.factories import NOW, make_company
from workflows.incidents import read_post_mortem_draft

WORDS = ("0.2.0", "galat 6,0 %")


def rolling(session: Session) -> Release:
    make_company(session)
    release = Release(system="sigap", version="0.2.0", status=ReleaseStatus.ROLLING, percent=10)
    session.add(release)
    session.commit()
    return release


def test_every_link_is_made_once(app: Flask, session: Session) -> None:
    release = rolling(session)
    state, said = RolloutState(), []
    begin_chain(state, *WORDS, NOW, reason_en="errors 6.0%")
    with app.app_context():
        run_chain(state, said.append)
        begin_chain(state, *WORDS, NOW)
        state.pending = [one for one in state.pending if one["link"] != "halaman status"]
        run_chain(state, said.append)
    session.expire_all()
    incident = session.scalars(select(Incident)).one()
    assert (incident.title, incident.severity) == ("Rilis 0.2.0 dikembalikan otomatis", "SEV2")
    assert (incident.title_en, incident.description_en) == ("Release 0.2.0 was taken back automatically", "errors 6.0%")
    assert session.scalars(select(Escalation.incident_id)).one() == incident.id
    assert session.scalars(select(PostMortem.incident_id)).one() == incident.id
    drafts = []
    for language in ("id", "en"):
        with app.app_context(), force_locale(language):
            drafts.append(read_post_mortem_draft(session, incident)["summary"].splitlines()[:2])
    assert drafts == [
        ["Rilis 0.2.0 dikembalikan otomatis.", "galat 6,0 %"],
        ["Release 0.2.0 was taken back automatically.", "errors 6.0%"],
    ]
    news = select(IncidentEntry).where(IncidentEntry.kind == EntryKind.PUBLIC)
    assert "dikembalikan" in session.scalars(news).one().text
    assert (session.get_one(Release, release.id).status, state.pending) == (ReleaseStatus.ROLLED_BACK, [])
    with app.app_context(), force_locale("en"):
        assert release.shown_reason == "errors 6.0%"
    assert said[0].startswith("insiden: INS-")


def test_a_link_that_fails_stays_and_stops_no_other(app: Flask, session: Session) -> None:
    release, state = rolling(session), RolloutState()
    begin_chain(state, *WORDS, NOW, ("halaman status", "catatan rilis"))
    with app.app_context():
        run_chain(state, lambda _words: None)
    session.expire_all()
    assert [one["link"] for one in state.pending] == ["halaman status"], "it needs the incident"
    assert session.get_one(Release, release.id).status == ReleaseStatus.ROLLED_BACK
    begin_chain(state, *WORDS, NOW, ("insiden",))
    with app.app_context():
        run_chain(state, lambda _words: None)
        run_chain(state, lambda _words: None)
    assert state.pending == []
    assert set(chain.LINKS) == {"catatan rilis", "draf post-mortem", "halaman status", "insiden"}


def test_a_version_that_rolled_while_the_database_was_away_is_recorded_as_taken_back(
    app: Flask, session: Session
) -> None:
    release, state = rolling(session), RolloutState()
    release.status, release.percent = ReleaseStatus.READY, 0
    session.commit()
    begin_chain(state, *WORDS, NOW, ("catatan rilis",))
    with app.app_context():
        run_chain(state, lambda _words: None)
    session.expire_all()
    assert session.get_one(Release, release.id).status == ReleaseStatus.ROLLED_BACK


def test_what_the_program_before_left_pending_is_done(app: Flask, session: Session) -> None:
    """Its state.json knows no English."""
    release, state = rolling(session), RolloutState(taken_back=list(WORDS))
    with app.app_context():
        begin_pending(state, lambda _words: None)
    session.expire_all()
    with app.app_context(), force_locale("en"):
        assert (release.shown_reason, state.taken_back) == (WORDS[1], [])

"""Who was invited to the 0-10 survey answers by the link, once, and may end it for good."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.crypto.derived_secrets import MARK, derived
from app.core.errors import DomainError
from app.http.pages.links.nps_link import nps_link, nps_stop_path, read_nps, read_nps_stop
from app.http.security.secret_keys import derivation_key
from app.models.company import Company
from app.models.releases.survey import NpsInvitation
from tests.factories import NOW, make_visit
from tests.releases.survey.conftest import DAY, invited, typed_nothing
from tests.releases.test_release_desk import fields_of
from workflows.releases.survey import allow_nps, answer_invitation, invite_to_nps, stop_nps


def test_an_answer_counts_once_and_an_end_holds_until_it_is_taken_back(company: Company, session: Session) -> None:
    one = invited(session)
    answer_invitation(session, invitation_id=one.id, score=None, comment=" lain kali ", now=NOW)
    with pytest.raises(DomainError):
        answer_invitation(session, invitation_id=one.id, score=9, comment="", now=NOW)
    stop_nps(session, invitation_id=one.id)
    assert (one.score, one.comment, one.never, one.answered_at) == (None, "lain kali", True, NOW)
    served_again = NOW + 395 * DAY
    make_visit(session, customer=one.customer, status="CLOSED", closed_at=served_again)
    assert invite_to_nps(session, now=NOW + 400 * DAY) == 0
    allow_nps(session, invitation_id=one.id)
    assert invite_to_nps(session, now=NOW + 400 * DAY) == 1


def link_of(app: Flask, invitation: NpsInvitation) -> str:
    """As it leaves: with its secret."""
    with app.app_context():
        path, sealed = nps_link(invitation.id, utc_now())
        return path.replace(MARK, derived(derivation_key(), sealed))


def test_the_page_keeps_what_was_typed_when_it_refuses_and_then_thanks(
    app: Flask, client: FlaskClient, company: Company, session: Session
) -> None:
    path = link_of(app, invited(session))
    sent = typed_nothing(client.get(path).text)
    for wrong in ({}, {"score": "11"}, {"score": "x"}, {"score": ""}):
        refused = client.post(path, data=sent | wrong | {"comment": "teknisinya ramah"})
        assert refused.status_code == 422
        assert "teknisinya ramah" in refused.text
    assert session.scalars(select(NpsInvitation.answered_at)).all() == [None]
    thanks = client.post(path, data=sent | {"score": "10", "comment": "cepat"}, follow_redirects=True).text
    assert "Terima kasih." in thanks
    said = session.scalars(select(NpsInvitation)).one()
    assert (said.score, said.comment) == (10, "cepat")


def test_one_click_in_the_mail_program_ends_it_and_looking_does_not(
    app: Flask, client: FlaskClient, company: Company, session: Session
) -> None:
    invitation = invited(session)
    with app.app_context():
        stop = nps_stop_path(invitation.id)
    assert client.get(stop).status_code == 200
    assert session.scalars(select(NpsInvitation.never)).all() == [False]
    assert client.post(stop, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    assert session.scalars(select(NpsInvitation.never)).all() == [True]
    action, sent = fields_of(client.get(stop).text, "/again")
    assert client.post(action, data=sent, follow_redirects=True).status_code == 200
    assert session.scalars(select(NpsInvitation.never)).all() == [False]


def test_only_our_links_open_the_survey(app: Flask, client: FlaskClient, company: Company, session: Session) -> None:
    invitation = invited(session)
    path = link_of(app, invitation)
    with app.app_context():
        stop = nps_stop_path(invitation.id)
        token = path.removeprefix("/nps/")
        assert read_nps(token, utc_now()) == invitation.id
        assert read_nps(token, utc_now() + 31 * DAY) is None
        assert read_nps_stop(stop.removeprefix("/n/")) == invitation.id
    for wrong in (
        path[:-1] + ("0" if path[-1] != "0" else "1"),
        f"/nps/{invitation.id}",
        "/nps/x-1-2",
        stop[:-2],
        "/n/%",
    ):
        assert client.get(wrong).status_code == 404, wrong

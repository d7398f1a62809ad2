"""The 0-10 survey in the portal."""

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.accounts.user import Role
from app.models.releases.survey import NpsAnswer
from tests.factories import NOW, make_user
from tests.releases.survey.conftest import DAY, typed_nothing
from tests.support.logins import log_in


def test_the_portal_keeps_the_comment_when_no_number_was_chosen(client: FlaskClient, session: Session) -> None:
    log_in(client, make_user(session, "Wati", Role.MEMBER, created_at=NOW - 70 * DAY))
    action, sent = "/portal/nps", typed_nothing(client.get("/portal/").text)
    refused = client.post(action, data=sent | {"comment": "belum yakin"})
    assert refused.status_code == 422
    assert "belum yakin" in refused.text
    assert "Pilih angka 0 sampai 10." in refused.text
    client.post(action, data=sent | {"comment": "belum yakin", "later": "1"})
    assert session.execute(select(NpsAnswer.score, NpsAnswer.comment)).all() == [(None, "belum yakin")]

"""A limit at the page is none if a program has no limit."""

from app.http.security import rate_limits
from app.models.accounts.user import Role
from tests.api.conftest import Program, key_of
from tests.factories import make_company, make_user

SAID = {"kind": "SUGGESTION", "subject": "Lampu", "body": "Lampu di lorong mati."}


def test_a_program_sends_no_more_suggestions_an_hour_than_its_owner(client, session):
    make_company(session)
    member = make_user(session, "Sekar", Role.MEMBER)
    program = Program(client, key_of(session, member))
    told = [program.post("/feedback", SAID).status_code for _ in range(rate_limits.FEEDBACK_AN_HOUR + 1)]
    assert told == [201] * rate_limits.FEEDBACK_AN_HOUR + [429]

"""Two people at the same moment: the database picks one."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from app.core.clock import utc_now
from app.core.crypto.derived_secrets import derived_code
from app.models.accounts.member import AccountClaim
from app.models.accounts.user import User
from tests.factories import make_company, make_customer
from tests.support.settings import SECRET
from tests.support.waiting import wait_until_blocked
from workflows.accounts.members import AlreadyClaimed, ask_claim_code, open_account, prove_claim, write_code

pytestmark = pytest.mark.concurrency
GOOD = "jalan pagi ke pasar"


def test_two_browsers_with_right_codes_open_one_account(open_session):
    setup, now = open_session(), utc_now()
    make_company(setup)
    agus = make_customer(setup)
    for ticket in ("first", "second"):
        ask_claim_code(setup, asked=agus.code, ticket=ticket, now=now)
        claim = setup.scalars(select(AccountClaim).order_by(AccountClaim.id.desc())).first()
        code = derived_code(SECRET, write_code(setup, claim_id=claim.id, key=SECRET, now=now), 6)
        prove_claim(setup, ticket=ticket, code=code, now=now)
    setup.commit()
    first, second = open_session(), open_session()
    open_account(first, ticket="first", name="Agus", password=GOOD, now=now)
    with ThreadPoolExecutor(1) as pool:
        other = pool.submit(open_account, second, ticket="second", name="Penyusup", password=GOOD, now=now)
        wait_until_blocked(setup)
        assert not other.done(), "the unique index makes the second one wait"
        first.commit()
        with pytest.raises(IntegrityError):
            other.result(timeout=60)
    second.rollback()
    with pytest.raises(AlreadyClaimed):  # what unit_of_work's second look answers
        open_account(second, ticket="second", name="Penyusup", password=GOOD, now=now)
    second.rollback()
    assert open_session().scalar(select(func.count(User.id)).where(User.customer_id == agus.id)) == 1

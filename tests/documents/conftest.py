"""The visit whose documents are drawn."""

import pytest
from sqlalchemy.orm import Session

from tests.factories import make_assignment, make_company, make_customer, make_site, make_technician, make_visit


@pytest.fixture
def visit(session: Session):
    make_company(session, address="Jl. Soekarno-Hatta 512", npwp="0012345678901000", signer_name="Hj. Lestari, S.T.")
    agus = make_customer(session, "Pak Agus")
    visit = make_visit(
        session, customer=agus, site=make_site(session, agus), quota=1, problem="AC bocor <3 & berisik 🙂"
    )
    make_assignment(session, visit, make_technician(session, "Budi Santoso"))
    return visit

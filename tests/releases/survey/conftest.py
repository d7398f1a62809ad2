"""A company that invites customers to the 0-10 survey."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.company import Company
from app.models.messaging.contact import WhatsAppTemplate
from app.models.releases.survey import NpsInvitation
from tests.factories import NOW, make_company, make_customer, make_visit
from tests.support.walking.html import parse
from workflows.releases.survey import invite_to_nps

DAY = timedelta(days=1)


@pytest.fixture
def company(session: Session) -> Company:
    session.add(WhatsAppTemplate(kind="nps.invited", name="survei_nps", link_button=True, variables="company.name"))
    return make_company(session)


def served(session: Session, name: str = "Pak Agus", *, days: float = 5, **given: object):
    customer = make_customer(session, name, **given)
    make_visit(session, customer=customer, status="CLOSED", closed_at=NOW - days * DAY)
    session.flush()
    return customer


def invited(session: Session, **given: object) -> NpsInvitation:
    served(session, **given)
    invite_to_nps(session, now=NOW)
    return session.scalars(select(NpsInvitation)).one()


def typed_nothing(page: str) -> dict[str, str]:
    """What the survey's form sends where nothing was chosen."""
    form = next(one for one in parse(page).iter("form") if list(one.iter("fieldset")))
    return {one.get("name"): one.get("value") for one in form.iter("input") if one.get("type") == "hidden"}

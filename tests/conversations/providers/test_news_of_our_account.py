"""What Meta says of our account, number and templates is told as what it is: a restriction, a warning, or its end."""

import pytest
from sqlalchemy import select

from app.core.clock import utc_now
from app.models.messaging.outbox import Delivery
from tests.conversations.providers.test_what_providers_restrict import restriction_shown, staff_told, template, told
from tests.factories import make_cs

__all__ = ["template"]


def news_of_account(session):
    told_by_mail = (Delivery.kind == "channel.account_changed", Delivery.channel == "EMAIL")
    return session.scalars(select(Delivery.body).where(*told_by_mail)).one()


TEMPLATE_QUALITY = "message_template_quality_update"
QUALITY, REVIEW = "phone_number_quality_update", "account_review_update"


@pytest.mark.parametrize(
    ("field", "value", "restricts", "words"),
    [
        ("account_update", {"event": "ACCOUNT_VIOLATION", "violation_info": {"violation_type": "SCAM"}}, False, "SCAM"),
        (
            "account_update",
            {
                "event": "ACCOUNT_RESTRICTION",
                "restriction_info": [{"restriction_type": "RESTRICTED_BIZ_INITIATED_MESSAGING", "expiration": 9}],
            },
            True,
            "RESTRICTED_BIZ_INITIATED_MESSAGING",
        ),
        (
            "account_update",
            {
                "event": "ACCOUNT_RESTRICTION",
                "restriction_info": [{"restriction_type": "RESTRICTED_ADD_PHONE_NUMBER_ACTION", "expiration": 9}],
            },
            False,
            "RESTRICTED_ADD_PHONE_NUMBER_ACTION",
        ),
        (QUALITY, {"event": "FLAGGED", "display_phone_number": "6281100000000"}, False, "6281100000000"),
        (QUALITY, {"event": "DOWNGRADE", "max_daily_conversations_per_business": "TIER_250"}, False, "TIER_250"),
        (REVIEW, {"decision": "REJECTED"}, True, "REVIEW_REJECTED"),
        (TEMPLATE_QUALITY, {"new_quality_score": "RED", "message_template_name": "jadwal"}, False, "jadwal"),
    ],
)
def test_metas_warnings_and_restrictions_are_told_as_what_they_are(
    talk, session, template, field, value, restricts, words
):
    make_cs(session)
    session.commit()
    talk.whatsapp(told(field, at=int(utc_now().timestamp()), **value))
    talk.settle()
    lines = [line for line in news_of_account(session).splitlines() if line]
    assert ("membatasi" in lines[0], "Peringatan" in lines[0]) == (restricts, not restricts)
    assert words in lines[1]
    assert restriction_shown(talk, session) is restricts


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (QUALITY, {"event": "UNFLAGGED"}),
        (QUALITY, {"event": "UPGRADE"}),
        (REVIEW, {"decision": "APPROVED"}),
        (TEMPLATE_QUALITY, {"new_quality_score": "YELLOW"}),
    ],
)
def test_good_news_of_number_and_review_disturbs_nobody(talk, session, template, field, value):
    make_cs(session)
    session.commit()
    talk.whatsapp(told(field, **value))
    talk.settle()
    assert staff_told(session, "channel.account_changed") == set()


def test_a_lifted_restriction_is_not_told_as_a_new_one(talk, session, template):
    make_cs(session)
    session.commit()
    talk.whatsapp(told("account_update", event="DISABLED_UPDATE", ban_info={"waba_ban_state": "REINSTATE"}))
    talk.settle()
    assert "dapat mengirim lagi" in news_of_account(session)
    assert "membatasi" not in news_of_account(session)

"""While a subject is typed, what others have sent about the same is shown: subject, number and status, no more."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.orm import Session

from app.models.accounts.user import Role, User
from app.models.feedback.feedback import FeedbackKind, FeedbackStatus
from tests.factories import NOW, make_user
from tests.support.people import sign_in
from tests.support.walking.posting import post
from workflows.feedback import list_similar, submit_feedback


def sent(session: Session, subject: str, body: str = "rahasia dapur", author: User | None = None):
    """A reviewed one, by default of somebody else."""
    facts = {"kind": FeedbackKind.SUGGESTION, "subject": subject, "body_html": f"<p>{body}</p>"}
    author = author or make_user(session, "Wati", Role.MEMBER)
    item = submit_feedback(session, **facts, actor=author, now=NOW)
    item.status, item.reviewed_at = FeedbackStatus.IN_REVIEW, NOW
    session.flush()
    return item


@pytest.fixture(autouse=True)
def stock(session: Session) -> None:
    for subject in (
        "Tambahkan mode gelap",
        "Mode gelap untuk malam hari",
        "Harga servis mahal",
        "Teknisi datang terlambat",
    ):
        sent(session, subject)


def subjects(session: Session, typed: str, **more) -> list[str]:
    return [row.subject for row in list_similar(session, typed=typed, **more)]


def test_shared_words_are_found_in_all_their_forms(session):
    assert set(subjects(session, "menambah mode gelap")) == {"Tambahkan mode gelap", "Mode gelap untuk malam hari"}
    assert subjects(session, "keterlambatan teknisi kemarin sore") == ["Teknisi datang terlambat"]
    assert subjects(session, "faktur pajak") == []


@pytest.mark.parametrize(
    "typed", ["", "mo", "   ", "' | ' & !", "\\'\\ gelap:*", "\x00\x00\x00\x00", "di ke yang", "🌙🌙🌙🌙"]
)
def test_odd_queries_do_no_harm(session, typed):
    assert isinstance(subjects(session, typed), list)


def test_ones_own_deleted_and_merged_ones_are_left_out(session):
    sinta = make_user(session, "Sinta", Role.MEMBER)
    own, gone, merged = (sent(session, f"Harga servis {n}", author=sinta if n == 1 else None) for n in (1, 2, 3))
    gone.deleted_at, gone.delete_reason = NOW, "iklan"
    merged.merged_into_id = own.id
    session.flush()
    assert subjects(session, "harga servis", actor=sinta) == ["Harga servis mahal"]


def test_at_most_five_are_shown_and_only_what_others_may_read(client: FlaskClient, session):
    for number in range(8):
        sent(session, f"Aplikasi lambat {number}")
    sign_in(client, make_user(session, "Sinta", Role.MEMBER))
    page = post(client, "/feedback/similar", {"subject": "aplikasi lambat"}).text
    assert page.count("Aplikasi lambat") == 5
    assert "dapur" not in page
    assert "Dalam Peninjauan" in page
    assert post(client, "/feedback/similar", {"subject": "faktur pajak"}).text.strip() == ""


def test_the_index_is_used_whatever_the_planner_thinks(session):
    list_similar(session, typed="mode gelap")
    assert session.scalar(text("SHOW enable_seqscan")) == "off"
    assert session.scalar(text("SHOW gin_fuzzy_search_limit")) == "3000"

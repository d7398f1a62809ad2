"""Somebody sends a suggestion under their own name, and follows it."""

import io
import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.errors import Invalid, NotFound
from app.http.pages.links.rating_link import rating_token
from app.models.accounts.user import Role, User
from app.models.audit.audit_log import AuditEntry
from app.models.feedback.feedback import (
    EntryKind,
    Feedback,
    FeedbackCategory,
    FeedbackEntry,
    FeedbackKind,
    FeedbackStatus,
    HandlingRating,
)
from app.models.files.document import StoredFile
from app.models.messaging.outbox import OutboxMessage
from app.models.number_series import NumberSeries
from tests.documents.pictures import photo_with_position
from tests.factories import NOW, make_user
from tests.feedback.submitting.sending import send
from tests.support.people import sign_in
from tests.support.walking.posting import post
from workflows.feedback import AlreadyRated, NotDecidedYet, get_own, rate_handling, sender_history, submit_feedback

YEAR = NOW.year


@pytest.fixture
def member(client: FlaskClient, sinta: User) -> FlaskClient:
    return sign_in(client, sinta)


def the_one(session: Session) -> Feedback:
    return session.scalars(select(Feedback)).one()


def made(session: Session, author: User | None, **given) -> Feedback:
    facts = {"kind": FeedbackKind.SUGGESTION, "subject": "Tambah mode gelap", "body_html": "<p>Malam silau</p>"}
    code = None if author else "AAAAA-BBBBB-CCCCC-DDDDD"
    return submit_feedback(session, **{**facts, "actor": author, "code": code, "now": NOW, **given})


def test_a_member_sends_a_suggestion_and_gets_its_number(member, session, sinta):
    category = session.scalars(select(FeedbackCategory).where(FeedbackCategory.name == "Desain")).one()
    answer = send(member, category=str(category.id), attachments=[(io.BytesIO(photo_with_position()), "rahasia.jpg")])
    kept = the_one(session)
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/feedback/SRN-{YEAR}-000001"
    assert (kept.number, kept.author_id, kept.status) == (f"SRN-{YEAR}-000001", sinta.id, FeedbackStatus.NEW)
    assert kept.body_html == "<p>Mata lelah kalau malam.</p><p>Terima kasih.</p>"
    assert kept.body_text == "Mata lelah kalau malam.\nTerima kasih."
    assert kept.category_id == category.id
    assert session.scalars(select(StoredFile)).one().original_name == ""
    assert session.scalars(select(OutboxMessage.kind)).all() == ["feedback.received", "report.feedback"]
    page = member.get(answer.headers["Location"]).text
    assert f"nomor SRN-{YEAR}-000001" in page
    picture = re.search(r'/feedback/pictures/[^"]+', page)[0]
    assert member.get(picture).mimetype == "image/jpeg"


def test_numbers_count_each_kind_by_itself_and_leave_no_gap(member, session):
    send(member)
    assert send(member, subject="").status_code == 422
    send(member, kind="CRITICISM")
    send(member)
    numbers = session.scalars(select(Feedback.number).order_by(Feedback.id)).all()
    assert numbers == [f"SRN-{YEAR}-000001", f"KRT-{YEAR}-000001", f"SRN-{YEAR}-000002"]
    assert sorted(session.scalars(select(NumberSeries.last).where(NumberSeries.kind.in_(["SRN", "KRT"])))) == [1, 2]


def test_what_the_editor_made_is_kept_sanitised_and_shown(member, session):
    send(member, **{"body-html": '<h1>Judul</h1><div onclick="x()">Isi <b>tebal</b></div><script>alert(1)</script>'})
    kept = the_one(session)
    assert kept.body_html == "<h3>Judul</h3><div>Isi <strong>tebal</strong></div>"
    assert kept.body_html in member.get(f"/feedback/{kept.number}").text


def test_two_taps_are_one_suggestion(member, session):
    answers = [send(member, idempotency_key="satu-kali-saja").headers["Location"] for _ in range(2)]
    assert answers[0] == answers[1]
    assert session.scalar(select(func.count()).select_from(Feedback)) == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"subject": "x" * 101}, "100"),
        ({"subject": " \u200b "}, "Tulis subjeknya dulu"),
        ({"body": "  "}, "Deskripsi"),
        ({"body-html": "<div><br></div><img src=x>"}, "Deskripsi"),
        ({"body": "x" * 20_001}, "terlalu panjang"),
        ({"body-html": "<p>" * 60_000}, "terlalu panjang"),
        ({"kind": "PRAISE"}, "Jenis"),
        ({"category": "999999"}, "Kategori ini tidak ada lagi"),
        ({"body-html": "a\x00b"}, "tidak diperbolehkan"),
        ({"attachments": [(io.BytesIO(b"<script>"), "foto.png")]}, "Gambar ke-1: Berkas ini bukan foto"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(member, session, fields, sentence):
    answer = send(member, **{"subject": "Subjek saya", "body": "Isi saya", **fields})
    assert answer.status_code == 422
    assert sentence in answer.text
    for name, typed in (("subject", "Subjek saya"), ("body", "Isi saya")):
        assert name in fields or "body-html" in fields or typed in answer.text
    assert session.scalar(select(func.count()).select_from(Feedback)) == 0


def test_a_megabyte_of_text_is_refused_with_a_sentence(member, session):
    answer = send(member, body="a" * 2**20)
    assert answer.status_code in {413, 422}
    assert "terlalu" in answer.text
    assert session.scalar(select(func.count()).select_from(Feedback)) == 0


def test_others_cannot_open_it(member, session, client):
    send(member)
    number = the_one(session).number
    other = make_user(session, "Tono", Role.MEMBER)
    assert sign_in(member.application.test_client(), other).get(f"/feedback/{number}").status_code == 404
    with pytest.raises(NotFound):
        get_own(session, number=number, user=other)


def test_the_sender_reads_answers_and_never_notes(member, session, sinta):
    desk = make_user(session, "Dewi", Role.CS)
    kept = made(session, sinta)
    for kind, words in ((EntryKind.NOTE, "orang ini cerewet"), (EntryKind.ANSWER, "Bulan depan ada.")):
        session.add(FeedbackEntry(feedback_id=kept.id, kind=kind, body_html=words, body_text=words, author_id=desk.id))
    kept.status, kept.reviewed_at = FeedbackStatus.IN_REVIEW, NOW
    session.flush()
    page = member.get(f"/feedback/{kept.number}").text
    assert "Bulan depan ada." in page
    assert "cerewet" not in page
    assert "Dewi" not in page
    assert "Dalam Peninjauan" in page
    assert f"/feedback/{kept.number}" in member.get("/feedback/mine").text


def test_the_sender_adds_to_it_until_it_is_closed(member, session, sinta):
    kept = made(session, sinta)
    assert post(member, f"/feedback/{kept.number}/add", {"body": "Satu lagi"}).status_code == 303
    entry = session.scalars(select(FeedbackEntry)).one()
    assert (entry.kind, entry.body_text, entry.author_id) == (EntryKind.ADDITION, "Satu lagi", sinta.id)
    kept.deleted_at, kept.delete_reason = NOW, "iklan"
    session.flush()
    refused = post(member, f"/feedback/{kept.number}/add", {"body": "Lagi"})
    assert refused.status_code == 409
    assert "iklan" in member.get(f"/feedback/{kept.number}").text


def test_handling_is_rated_once_and_only_when_decided(session, sinta):
    kept = made(session, sinta)
    rate = {"feedback_id": kept.id, "comment": "Cepat", "actor": sinta, "now": NOW}
    with pytest.raises(NotDecidedYet):
        rate_handling(session, stars=5, **rate)
    kept.status, kept.decided_at = FeedbackStatus.FOLLOWED_UP, NOW
    session.flush()
    with pytest.raises(Invalid):
        rate_handling(session, stars=6, **rate)
    assert rate_handling(session, stars=5, **rate).stars == 5
    with pytest.raises(AlreadyRated):
        rate_handling(session, stars=1, **rate)


def test_the_link_in_the_last_message_rates_without_a_login(client, session, sinta):
    kept = made(session, sinta)
    kept.status, kept.decided_at = FeedbackStatus.REJECTED, NOW
    session.flush()
    with client.application.app_context():
        path = f"/feedback/rate/{rating_token(kept.id)}"
    assert "Malam silau" not in client.get(path).text
    assert post(client, path, {"stars": ""}).status_code == 422
    assert post(client, path, {"stars": "4", "comment": "Lumayan"}).status_code == 303
    assert post(client, path, {"stars": "1"}).status_code == 409
    assert session.scalars(select(HandlingRating.stars)).one() == 4
    assert client.get(f"{path}x").status_code == 404


def test_a_merged_one_says_where_it_went_and_follows_it(member, session, sinta):
    other, mine = made(session, make_user(session, "Sari", Role.MEMBER), subject="Tema gelap"), made(session, sinta)
    mine.merged_into_id, other.status = other.id, FeedbackStatus.FOLLOWED_UP
    session.flush()
    page = member.get(f"/feedback/{mine.number}").text
    assert other.number in page
    assert "Ditindaklanjuti" in page
    assert sender_history(session, feedback=mine).may_rate


def test_the_audit_row_names_who_sent_it(member, session, sinta):
    send(member)
    row = session.scalars(select(AuditEntry).where(AuditEntry.thing == "feedback")).one()
    assert (row.action, row.actor_id) == ("submitted", sinta.id)


def test_machines_are_told_kindly_and_people_lose_nothing(member, session):
    for fields, sentence in (
        ({"homepage": "https://spam"}, "kiriman otomatis"),
        ({"opened": "palsu"}, "sudah lama terbuka"),
        ({"opened": None}, "sudah lama terbuka"),
    ):
        answer = send(member, **fields)
        assert (answer.status_code, sentence in answer.text) == (422, True), sentence
        assert "Tambah mode gelap" in answer.text
        assert 'value="https://spam"' not in answer.text
    with member.application.app_context():
        from app.http.forms.honeypot import opened_stamp  # noqa: PLC0415

        fresh = opened_stamp(utc_now() - timedelta(seconds=1))
    hasty = send(member, opened=fresh)
    assert "terlalu cepat" in hasty.text
    assert fresh in hasty.text, "the sender need not wait twice"
    assert session.scalar(select(func.count()).select_from(Feedback)) == 0


def test_a_form_that_went_out_of_date_comes_back_filled_in(member, session):
    answer = send(member, csrf_token="dari tab lain")
    assert answer.status_code == 400
    assert "Tambah mode gelap" in answer.text
    assert "Mata lelah kalau malam." in answer.text
    assert "kedaluwarsa" in post(member, "/feedback/status/add", {"csrf_token": ""}).text
    assert session.scalar(select(func.count()).select_from(Feedback)) == 0


def test_too_many_in_an_hour_are_refused(member, session, monkeypatch):
    monkeypatch.setattr("app.web.feedback.submit.SENT_IN_AN_HOUR", 2)
    assert [send(member).status_code for _ in range(3)] == [303, 303, 429]
    assert session.scalar(select(func.count()).select_from(Feedback)) == 2

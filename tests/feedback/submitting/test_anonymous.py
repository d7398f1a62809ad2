"""A logged-in member sends without their name: nothing anywhere says that it was they, and they still get their answer."""

import io
import json
import logging
import re
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from redis import Redis
from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.http.files.storage import storage
from app.models.accounts.sessions import UserSession
from app.models.accounts.user import Role, User
from app.models.audit.audit_log import AuditEntry
from app.models.feedback.feedback import EntryKind, Feedback, FeedbackEntry, FeedbackStatus, HandlingRating
from app.models.files.document import StoredFile
from app.models.idempotency import IdempotencyKey
from tests.documents.pictures import photo_with_position
from tests.factories import NOW, make_user
from tests.feedback.submitting.sending import send
from tests.support.people import sign_in
from tests.support.walking.posting import post
from workflows.feedback import spell_code

ADDRESS = "203.0.113.77"
AGENT = "PerambanRahasia/7.7"
CODE = re.compile(r"\b([A-Z]{5}-[A-Z]{5}-[A-Z]{5}-[A-Z]{5})\b")


@pytest.fixture
def sinta(session: Session) -> User:
    return make_user(session, "Sinta Maharani", Role.MEMBER)


@pytest.fixture
def member(client: FlaskClient, sinta: User) -> FlaskClient:
    client.environ_base["REMOTE_ADDR"] = ADDRESS
    client.environ_base["HTTP_USER_AGENT"] = AGENT
    return sign_in(client, sinta)


def everything(session: Session) -> set[str]:
    """Every row of every table, as JSON."""
    session.expire_all()
    tables = session.scalars(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).all()
    return {
        f"{table} {json.dumps(row, sort_keys=True)}"
        for table in tables
        for row in session.scalars(text(f'SELECT to_jsonb(t) FROM "{table}" t'))
    }


def in_redis(url: str) -> str:
    """Every key and value."""
    redis = Redis.from_url(url)
    found = []
    for key in redis.scan_iter("*"):
        kind = redis.type(key)
        value = redis.get(key) if kind == b"string" else redis.dump(key)
        found.append(f"{key!r} {value!r}")
    return "\n".join(found)


def names_of(user: User) -> list[str]:
    """What would tell who the sender is, digits by themselves left out."""
    return [
        user.name,
        "Sinta",
        user.username,
        user.email or "-",
        (user.phone_e164 or "-")[3:],
        ADDRESS,
        AGENT,
        "rahasia",
    ]


def send_unnamed(client: FlaskClient, **given: Any) -> tuple[str, str]:
    """Number and code of what was sent."""
    page = send(client, unnamed="y", **given).text
    return re.search(r"(?:SRN|KRT)-\d{4}-\d{6}", page)[0], CODE.search(page)[1]


def test_nothing_in_the_database_redis_log_or_storage_names_the_sender(
    member: FlaskClient, session: Session, sinta: User, redis_url: str, caplog: pytest.LogCaptureFixture, capfd
) -> None:
    session.execute(update(UserSession).values(last_seen_at=utc_now() - timedelta(minutes=20)))
    member.get("/feedback")
    session.commit()
    before = everything(session)
    picture = photo_with_position()
    with caplog.at_level(logging.DEBUG):
        number, code = send_unnamed(member, attachments=[(io.BytesIO(picture), "rahasia-sinta.jpg")])
        added = post(member, "/feedback/status/add", {"number": number, "code": code, "body": "Satu lagi"})
    assert added.status_code == 200
    fresh = everything(session) - before
    assert {row.split()[0] for row in fresh} >= {"feedback", "feedback_attachments", "stored_files", "feedback_entries"}
    assert "user_sessions" not in {row.split()[0] for row in fresh}, (
        "a log-in written now would tell who was here just then"
    )
    kept = "\n".join(fresh)
    stores = {"database": kept, "redis": in_redis(redis_url), "log": f"{caplog.text}{capfd.readouterr()}"}
    for store, written in stores.items():
        for name in names_of(sinta):
            assert name.lower() not in written.lower(), f"{name} stands in the {store}"
    owners = re.findall(r'"(?:author|actor|uploaded_by|user|created_by|customer|token)_id": (\w+)', kept)
    assert set(owners) == {"null"}
    assert code not in kept + stores["redis"] + stores["log"]
    for stored in session.scalars(select(StoredFile)):
        with storage_of(member).open(stored.storage_key) as file:
            assert b"rahasia" not in file.read()


def storage_of(client: FlaskClient) -> Any:
    with client.application.app_context():
        return storage()


def test_the_audit_row_has_neither_actor_nor_request(member: FlaskClient, session: Session) -> None:
    send_unnamed(member)
    row = session.scalars(select(AuditEntry).where(AuditEntry.thing == "feedback")).one()
    assert (row.actor_id, row.request_id) == (None, "")


def test_the_forms_key_is_kept_as_a_hash_under_a_scope_of_everybody(member: FlaskClient, session: Session) -> None:
    send_unnamed(member, idempotency_key="kunci-formulir-ini")
    row = session.scalars(select(IdempotencyKey)).one()
    assert row.scope == "unnamed:feedback.send"
    assert "kunci" not in row.key
    assert set(row.answer) == {"number", "_sent"}
    assert "berkas" not in str(row.answer)


def test_other_words_under_the_same_key_are_refused_and_both_are_shown(member: FlaskClient, session: Session) -> None:
    send_unnamed(member, idempotency_key="satu-kali-saja", subject="Parkir sempit sekali")
    page = send(member, unnamed="y", idempotency_key="satu-kali-saja", subject="Ruang tunggu panas")
    assert page.status_code == 422
    assert "Parkir sempit sekali" in page.text
    assert "Ruang tunggu panas" in page.text
    assert session.scalars(select(Feedback.subject)).all() == ["Parkir sempit sekali"]
    fresh = re.search(r'name="idempotency_key"[^>]*value="([^"]+)"', page.text)[1]
    send_unnamed(member, idempotency_key=fresh, subject="Ruang tunggu panas")
    assert len(session.scalars(select(Feedback.id)).all()) == 2


def test_the_session_remembers_nothing_of_it(member: FlaskClient) -> None:
    member.get("/feedback")
    with member.session_transaction() as cookie:
        before = {name: value for name, value in cookie.items() if name != "csrf_token"}
    number, code = send_unnamed(member)
    with member.session_transaction() as cookie:
        assert {name: value for name, value in cookie.items() if name != "csrf_token"} == before
        assert number not in str(dict(cookie))
        assert code not in str(dict(cookie))


def test_a_second_tap_gets_the_same_number_and_code(member: FlaskClient, session: Session) -> None:
    first, second = (send_unnamed(member, idempotency_key="satu-kali-saja") for _ in range(2))
    assert first == second
    assert len(session.scalars(select(Feedback)).all()) == 1
    assert send_unnamed(member)[1] != first[1]


def test_it_is_in_nobodys_list_and_opens_for_nobody_without_the_code(member: FlaskClient) -> None:
    number, _code = send_unnamed(member)
    assert number not in member.get("/feedback/mine").text
    assert member.get(f"/feedback/{number}").status_code == 404
    assert post(member, f"/feedback/{number}/add", {"body": "x"}).status_code == 404


def test_the_sender_comes_back_by_code_reads_adds_and_rates(
    member: FlaskClient, session: Session, client: FlaskClient
) -> None:
    number, code = send_unnamed(member)
    kept = session.scalars(select(Feedback)).one()
    desk = make_user(session, "Dewi", Role.CS)
    for kind, words in ((EntryKind.ANSWER, "Sudah kami jadwalkan."), (EntryKind.NOTE, "catatan dapur")):
        session.add(FeedbackEntry(feedback_id=kept.id, kind=kind, body_html=words, body_text=words, author_id=desk.id))
    kept.status, kept.decided_at, kept.decided_by_id = FeedbackStatus.FOLLOWED_UP, NOW, desk.id
    session.flush()
    visitor = member.application.test_client()
    spelled = {"number": f" {number.lower()} ", "code": code.replace("-", " ").lower()}
    page = post(visitor, "/feedback/status", spelled)
    assert page.status_code == 200
    assert "Sudah kami jadwalkan." in page.text
    assert "dapur" not in page.text
    assert "Tambahan Anda sudah tersimpan" in post(visitor, "/feedback/status/add", {**spelled, "body": "Makasih"}).text
    assert "Penilaian Anda" in post(visitor, "/feedback/status/rate", {**spelled, "stars": "5"}).text
    assert session.scalars(select(HandlingRating.stars)).one() == 5
    addition = session.scalars(select(FeedbackEntry).where(FeedbackEntry.kind == EntryKind.ADDITION)).one()
    assert (addition.body_text, addition.author_id) == ("Makasih", None)


def test_every_wrong_pair_gets_the_same_answer(member: FlaskClient, session: Session) -> None:
    number, code = send_unnamed(member)
    other, _ = send_unnamed(member)
    wrong = [(other, code), (number, "AAAAA-AAAAA-AAAAA-AAAAA"), ("SRN-1999-000001", code), (number, "x"), ("", "")]
    answers = [post(member, "/feedback/status", {"number": n, "code": c}) for n, c in wrong[:3]]
    assert {answer.status_code for answer in answers} == {422}
    alerts = {re.search(r"<li>Nomor dan kode ini[^<]+", answer.text)[0] for answer in answers}
    assert len(alerts) == 1
    assert all(post(member, "/feedback/status", {"number": n, "code": c}).status_code == 422 for n, c in wrong[3:])


def test_guessing_is_throttled(member: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    number, code = send_unnamed(member)
    monkeypatch.setattr("app.web.feedback.by_code.LOOKED_IN_AN_HOUR", 2)
    codes = [post(member, "/feedback/status", {"number": number, "code": "salah"}).status_code for _ in range(3)]
    assert codes == [422, 422, 429]
    assert post(member, "/feedback/status", {"number": number, "code": code}).status_code == 429


def test_a_visitor_is_anonymous_and_told_so(client: FlaskClient, session: Session) -> None:
    page = client.get("/feedback").text
    assert "Anda mengirim tanpa nama" in page
    assert 'name="unnamed"' not in page
    assert CODE.search(send(client).text)
    kept = session.scalars(select(Feedback)).one()
    assert (kept.anonymous, kept.author_id) == (True, None)


def test_no_limit_is_kept_longer_than_its_hour(member: FlaskClient, redis_url: str) -> None:
    send_unnamed(member)
    redis = Redis.from_url(redis_url)
    keys = list(redis.scan_iter("sigap:anonymous:*"))
    assert keys
    assert all(0 < redis.ttl(key) <= 3600 for key in keys)


def test_codes_are_long_and_spelled_without_look_alikes() -> None:
    codes = {spell_code(number.to_bytes(32)) for number in range(0, 2**250, 2**243)}
    assert len(codes) == 128
    assert all(CODE.fullmatch(code) for code in codes)
    assert not set("ILOS01") & set("".join(codes))

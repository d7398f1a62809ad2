"""The pages of bug reports and EXP, as their owner may use them and others may not."""

from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import select

from app.models.feedback.bug import BugReport
from app.presenters.browsers import describe_browser
from tests.bugs.reports import bring_to_fixed, make_bug, make_developer, make_member
from tests.factories import NOW
from tests.support.people import sign_in, submit
from workflows.bugs import answer_reporter, note_bug

PHONE = "Mozilla/5.0 (Linux; Android 14; SM-A546E) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36"


def png():
    picture = BytesIO()
    Image.new("RGB", (40, 30), "red").save(picture, "PNG")
    picture.seek(0)
    return picture


def test_a_member_reports_a_bug_with_a_picture_and_follows_it(client, session):
    wati = make_member(session)
    sign_in(client, wati)
    assert "Chrome 130, Android 14" in client.get("/bugs", headers={"User-Agent": PHONE}).text
    sent = submit(
        client, "/bugs", title="Foto tidak terkirim", steps="1. Buka\n2. <b>Tekan</b>", impact="MAJOR",
        attachments=(png(), "x.png"),
    )  # fmt: skip
    assert sent.status_code == 303
    bug = session.scalars(select(BugReport)).one()
    assert (bug.reporter_id, bug.impact, len(bug.attachments)) == (wati.id, "MAJOR", 1)
    page = client.get(sent.location).text
    assert "&lt;b&gt;Tekan" in page
    picture = client.get(f"/bugs/{bug.number}/pictures/{bug.attachments[0].file_id}")
    assert (picture.status_code, picture.mimetype) == (200, "image/jpeg")
    assert submit(client, f"/bugs/{bug.number}", to="/add", text="Juga di Wi-Fi").status_code == 303
    assert "Juga di Wi-Fi" in client.get(f"/bugs/{bug.number}").text
    assert bug.number in client.get("/bugs/mine").text


def test_the_reporter_reads_answers_and_never_notes(client, session):
    wati, joko = make_member(session), make_developer(session)
    bug = make_bug(session, wati)
    answer_reporter(session, bug_id=bug.id, text="Sedang kami periksa", actor=joko, now=NOW)
    note_bug(session, bug_id=bug.id, text="Rahasia dapur", actor=joko, now=NOW)
    bring_to_fixed(session, bug, joko)
    page = sign_in(client, wati).get(f"/bugs/{bug.number}").text
    assert "Sedang kami periksa" in page
    assert "Diperbaiki di versi 1.5.0" in page
    assert "Rahasia dapur" not in page
    assert "Joko" not in page
    account = client.get("/portal/exp").text
    assert bug.number in account
    assert "Pemerhati" in account
    assert "Wati" in client.get("/leaderboard?period=all").text


def test_visitors_find_nothing(client, session):
    bug = make_bug(session, make_member(session))
    assert client.get(f"/bugs/{bug.number}").status_code == 302
    sign_in(client, make_member(session, "Rudi"))
    for path in (f"/bugs/{bug.number}", f"/bugs/{bug.number}/pictures/1", "/bugs/BUG-1"):
        assert client.get(path).status_code == 404


def test_an_incomplete_report_is_given_back_with_what_was_typed(client, session):
    sign_in(client, make_member(session))
    again = submit(client, "/bugs", title="", steps="1. Buka")
    assert again.status_code == 422
    assert "1. Buka" in again.text


def test_who_hides_is_not_on_the_board_and_may_come_back(client, session):
    wati, joko = make_member(session, "Wati Suryani"), make_developer(session)
    bring_to_fixed(session, make_bug(session, wati), joko)
    sign_in(client, wati)
    for shown in (False, True):
        assert submit(client, "/portal/exp", to="/hide").status_code == 303
        board = client.get("/leaderboard?period=all").text
        assert (f'<span class="exp-name">{wati.username}' in board) == shown
        assert "Wati Suryani" not in board.partition("<main")[2], "real names only by choice"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (PHONE, "Chrome 130, Android 14"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox 128, Windows 10/11"),
        (("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
         " Version/17.5 Mobile/15E148 Safari/604.1"), "Safari 17, iOS 17.5"),
        ("curl/8.0", ""),
        ("x" * 100_000, ""),
    ],
)  # fmt: skip
def test_a_browser_is_described_for_people(text, words):
    assert describe_browser(text) == words

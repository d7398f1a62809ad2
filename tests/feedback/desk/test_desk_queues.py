"""What waits for the desk among what people sent, and merging, as staff of each role see it."""

import pytest

from app.models.accounts.user import Role
from tests.bugs.reports import make_bug
from tests.factories import NOW, make_cs, make_user
from tests.feedback.desk.desk_cast import make_feedback, make_member
from tests.support.people import sign_in
from tests.support.walking.posting import post
from workflows.bugs import add_to_bug
from workflows.feedback import add_to_feedback, follow_up_feedback, note_feedback


def test_merging_searches_shows_what_stays_and_can_be_taken_back(client, session):
    dewi, sinta = make_cs(session), make_member(session)
    kept = make_feedback(session, subject="Tambahkan mode gelap", words="Mata saya lelah")
    duplicate = make_feedback(session, sinta, subject="Mode gelap dong")
    other = make_feedback(session, sinta, subject="Harga servis mahal")
    sign_in(client, dewi)
    page = client.get(f"/admin/feedback/{duplicate.id}/merge").text
    assert kept.number in page
    assert other.number not in page
    assert other.number in client.get(f"/admin/feedback/{duplicate.id}/merge?q=harga+servis").text
    assert "Harga servis mahal" in client.get(f"/admin/feedback/{duplicate.id}/merge?q={other.number}").text
    chosen = client.get(f"/admin/feedback/{duplicate.id}/merge?into={kept.number}").text
    assert "Mata saya lelah" in chosen
    assert f'value="{kept.number}"' in chosen
    assert post(client, f"/admin/feedback/{duplicate.id}/merge", {"into": kept.number}).status_code == 302
    assert "Batalkan penggabungan" in client.get(f"/admin/feedback/details/?id={duplicate.id}").text
    assert post(client, f"/admin/feedback/{duplicate.id}/unmerge").status_code == 302
    session.refresh(duplicate)
    assert duplicate.merged_into_id is None


def test_a_merge_that_takes_exp_back_says_so_first(client, session):
    dewi, sinta = make_cs(session), make_member(session)
    kept, duplicate = make_feedback(session, sinta), make_feedback(session, sinta)
    for item in (kept, duplicate):
        follow_up_feedback(session, feedback_id=item.id, actor=dewi, exp=15, now=NOW)
    sign_in(client, dewi)
    assert "15 EXP ditarik kembali" in client.get(f"/admin/feedback/{duplicate.id}/merge?into={kept.number}").text


@pytest.mark.parametrize(
    ("role", "seen", "unseen"),
    [
        (Role.PRODUCT, ("Anda disebut", "kritik baru", "Tambahan pengirim belum dibaca"), "Bug menunggu"),
        (Role.DEVELOPER, ("Laporan bug baru", "Tambahan pelapor belum dibaca"), "kritik baru"),
        (Role.DEVOPS, ("Laporan bug baru", "Tambahan pelapor belum dibaca"), "Anda disebut"),
        (Role.CS, ("Tambahan pengirim belum dibaca",), "Anda disebut"),
    ],
)
def test_each_role_finds_on_its_home_what_waits_for_it(client, session, role, seen, unseen):
    dewi, sinta = make_cs(session), make_member(session)
    item, bug = make_feedback(session, sinta), make_bug(session, sinta)
    note_feedback(session, feedback_id=item.id, actor=dewi, text="@product tolong lihat", now=NOW)
    add_to_feedback(session, feedback_id=item.id, body_html="<p>Masih begitu</p>", actor=sinta, now=NOW)
    add_to_bug(session, bug_id=bug.id, text="Juga di iPad", actor=sinta, now=NOW)
    sign_in(client, make_user(session, "Lina", role))
    page = client.get("/admin/").text
    for sentence in seen:
        assert sentence in page
    assert unseen not in page


def test_what_waits_is_marked_in_the_list_and_its_queue_leads_to_it(client, session):
    lina, sinta = make_user(session, "Lina", Role.PRODUCT), make_member(session)
    item, quiet = make_feedback(session, sinta), make_feedback(session, sinta, subject="Tidak ditambah")
    note_feedback(session, feedback_id=item.id, actor=make_cs(session), text="@product", now=NOW)
    add_to_feedback(session, feedback_id=item.id, body_html="<p>Masih begitu</p>", actor=sinta, now=NOW)
    sign_in(client, lina)
    assert client.get("/admin/feedback/").text.count("Tambahan baru") == 1
    for query in ("flt_unread=1", "flt_mentioned=1"):
        page = client.get(f"/admin/feedback/?{query}").text
        assert item.number in page
        assert quiet.number not in page
    assert post(client, f"/admin/feedback/{item.id}/mark_read").status_code == 302
    assert "Tambahan baru" not in client.get("/admin/feedback/").text
    assert "Anda disebut" not in client.get("/admin/").text

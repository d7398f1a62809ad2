"""The desk's screens of bugs and EXP."""

import io

from app.models.accounts.user import Role
from app.models.feedback.bug import BugReport
from app.models.feedback.exp import ExpEntry, ExpLevel
from tests.bugs.reports import bring_to_fixed, make_bug, make_developer, make_member
from tests.documents.pictures import photo
from tests.factories import NOW, make_admin, make_cs, make_manager, make_user
from tests.support.people import sign_in, submit
from tests.support.walking.posting import post
from workflows.bugs import mark_duplicate, note_bug
from workflows.exp import balance_of


def test_the_desk_works_a_bug_from_list_to_confirmed(client, session):
    wati, joko, dewi = make_member(session), make_developer(session), make_cs(session)
    first, second = make_bug(session, wati, title="Kalender <i>macet</i>"), make_bug(session, wati)
    mark_duplicate(session, bug_id=second.id, original=first.number, actor=joko, now=NOW)
    note_bug(session, bug_id=first.id, text="Lihat log", actor=joko, now=NOW)
    sign_in(client, dewi)
    found = client.get("/admin/bugs/?search=kalender").text
    assert first.number in found
    assert second.number not in found
    assert client.get("/admin/bugs/?flt0_priority=HIGH").status_code == 200
    page = client.get(f"/admin/bugs/details/?id={first.id}").text
    assert "Kalender &lt;i&gt;macet" in page
    for part in (second.number, "Lihat log", "Chrome 130, Android 14"):
        assert part in page
    done = submit(client, f"/admin/bugs/{first.id}/confirm", to="/confirm", reproduction="Terulang")
    assert done.status_code == 302
    assert session.get(BugReport, first.id).status == "CONFIRMED"
    wrong = submit(client, f"/admin/bugs/{first.id}/mark_duplicate", to="/mark_duplicate", original=first.number)
    assert wrong.status_code == 422


def test_staff_report_bugs_in_the_panel(client, session):
    sign_in(client, make_developer(session))
    done = submit(client, "/admin/bugs/new/", to="", title="Grafik kosong", steps="Buka KPI")
    assert done.status_code == 302
    bug = session.query(BugReport).one()
    assert (bug.title, bug.reporter.name) == ("Grafik kosong", "Joko")


def test_a_lone_developer_may_judge_his_own_report_and_earns_nothing(client, session):
    joko = make_developer(session)
    bug = make_bug(session, joko)
    sign_in(client, joko)
    submit(client, f"/admin/bugs/{bug.id}/confirm", to="/confirm", reproduction="Terulang")
    for step in ("start", "test"):
        assert submit(client, f"/admin/bugs/details/?id={bug.id}", to=f"/{step}").status_code == 302
    submit(client, f"/admin/bugs/{bug.id}/fix", to="/fix", version="1.5.0")
    assert session.get(BugReport, bug.id).status == "FIXED"
    assert balance_of(session, user_id=joko.id) == 0


def test_found_and_fixed_are_counted_by_version_and_exported(client, session):
    joko = make_developer(session)
    bring_to_fixed(session, make_bug(session, make_member(session)), joko)
    make_bug(session, make_member(session, "Rudi"), version="=1+1")
    sign_in(client, make_manager(session))
    page = client.get("/admin/bug-figures/?first=2026-11-01&last=2026-11-30").text
    for part in ("1.4.0", "1.5.0", "<svg"):
        assert part in page
    sheet = client.get("/admin/bug-figures/export.csv?first=2026-11-01&last=2026-11-30").text
    assert "1.5.0,0,1,0" in sheet
    assert ",=1+1" not in sheet
    assert sign_in(client, make_cs(session)).get("/admin/bug-figures/").status_code == 403


def test_an_admin_corrects_exp_and_others_only_read(client, session):
    wati, ani = make_member(session), make_admin(session)
    sign_in(client, ani)
    for person in (ani.username, "nobody"):
        refused = submit(client, "/admin/exp/correct", to="", person=person, points=5, reason="Lomba")
        assert refused.status_code == 422
    given = {"person": wati.username, "points": 30, "reason": "Lomba"}
    asked = submit(client, "/admin/exp/correct", to="", **given)
    assert "Saldo Wati sekarang 0 EXP dan menjadi 30 EXP" in asked.text
    assert balance_of(session, user_id=wati.id) == 0
    seen = f"{wati.id}:30:0"
    assert f'value="{seen}"' in asked.text
    other = submit(client, "/admin/exp/correct", to="", **given | {"points": 300}, seen=seen)
    assert "menjadi 300 EXP" in other.text  # another question than the one that was answered
    assert submit(client, "/admin/exp/correct", to="", **given, seen=seen).status_code == 302
    again = submit(client, "/admin/exp/correct", to="", **given, seen=seen)
    assert "Saldo Wati sekarang 30 EXP" in again.text  # the balance moved since: asked anew
    assert balance_of(session, user_id=wati.id) == 30
    entry = session.query(ExpEntry).one()
    assert "Lomba" in client.get("/admin/exp/?search=wati").text
    assert "+30 EXP" in client.get(f"/admin/exp/details/?id={entry.id}").text
    sign_in(client, make_user(session, "Lina", Role.PRODUCT))
    assert client.get("/admin/exp/").status_code == 200
    assert client.get("/admin/exp/correct").status_code == 403


def test_levels_are_kept_in_the_panel_and_stay_apart(client, session):
    sign_in(client, make_admin(session))
    assert submit(client, "/admin/exp-levels/new/", to="", name="Legenda", from_points=5000).status_code == 302
    again = submit(client, "/admin/exp-levels/new/", to="", name="legenda", from_points=6000)
    assert again.status_code == 200
    assert session.query(ExpLevel).filter_by(name="Legenda").count() == 1


def test_the_desk_reports_an_internal_bug_with_pictures_and_members_see_nothing_of_it(client, session):
    joko, wati = make_developer(session), make_member(session)
    sign_in(client, joko)
    picture = (io.BytesIO(photo()), "layar.jpg")
    fields = {"title": "Kunci bocor di log", "steps": "Buka log", "visibility": "INTERNAL", "impact": "MAJOR"}
    facts = {**fields, "frequency": "ALWAYS", "attachments": [picture]}
    assert post(client, "/admin/bugs/new/", facts, content_type="multipart/form-data").status_code == 302
    bug = session.query(BugReport).filter_by(title="Kunci bocor di log").one()
    assert (bug.internal, len(bug.attachments)) == (True, 1)
    assert "Internal" in client.get("/admin/bugs/").text
    bug.reporter_id = wati.id  # however it came about
    session.flush()
    sign_in(client, wati)
    assert client.get(f"/bugs/{bug.number}").status_code == 404
    assert bug.title not in client.get("/bugs/mine").text
    assert bug.title not in client.get("/portal/").text


def test_a_file_that_is_no_picture_is_refused_at_its_field(client, session):
    sign_in(client, make_developer(session))
    fields = {"title": "Judul", "steps": "Langkah", "visibility": "EXTERNAL", "impact": "MAJOR", "frequency": "ALWAYS"}
    sent = {**fields, "attachments": [(io.BytesIO(b"<script>"), "layar.jpg")]}
    assert post(client, "/admin/bugs/new/", sent, content_type="multipart/form-data").status_code == 200
    assert session.query(BugReport).count() == 0


def test_a_members_report_stays_external_and_others_can_be_changed(client, session):
    joko, wati = make_developer(session), make_member(session)
    theirs, ours = make_bug(session, wati), make_bug(session, joko)
    sign_in(client, joko)
    for bug, status in ((theirs, 422), (ours, 302)):
        sent = submit(client, f"/admin/bugs/{bug.id}/set_visibility", to="/set_visibility", visibility="INTERNAL")
        assert sent.status_code == status
    session.refresh(theirs)
    session.refresh(ours)
    assert (theirs.internal, ours.internal) == (False, True)


def test_a_duplicate_of_an_internal_bug_names_no_number_to_a_member(client, session):
    joko, wati = make_developer(session), make_member(session)
    first, second = make_bug(session, joko, internal=True), make_bug(session, wati)
    mark_duplicate(session, bug_id=second.id, original=first.number, actor=joko, now=NOW)
    sign_in(client, wati)
    page = client.get(f"/bugs/{second.number}").text
    assert first.number not in page
    assert "Sudah kami ketahui lebih dulu" in page

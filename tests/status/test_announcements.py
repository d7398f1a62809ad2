"""Announcements above every page and on the status page; templates and English titles of what is told outside."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from app.core.errors import Invalid
from app.jobs.status.write_status import write_copy
from app.models.accounts.user import Role
from app.models.company import Company
from app.models.incidents.update_template import UpdateTemplate
from app.models.monitoring.alarm import Severity
from app.models.status.announcement import Announcement, AnnouncementStatus, AnnouncementTone, OwnAnnouncement
from tests.factories import NOW, make_company, make_technician, make_user
from tests.support.logins import log_in
from workflows.incidents import declare_incident, fill_template, publish_update, require_known_marks
from workflows.status import (
    edit_announcement,
    list_announcements,
    make_announcement,
    plan_maintenance,
    publish_announcement,
    withdraw_announcement,
)

MINUTE = timedelta(minutes=1)


def announce(session, **given):
    facts = {"title": "Kantor pindah", "title_en": "We move", "text": "Mulai <Senin>", "starts_at": NOW - MINUTE}
    made = Announcement(tone=AnnouncementTone.INFO, status=AnnouncementStatus.PUBLISHED, **facts | given)
    session.add(made)
    session.flush()
    return made


@pytest.mark.parametrize(
    ("starts", "ends", "shown"),
    [(0, None, True), (1, None, False), (-2, -1, False), (-1, 0, False), (-1, 1, True)],
)
def test_shown_from_its_begin_until_its_end(session, starts, ends, shown):
    announce(session, starts_at=NOW + starts * MINUTE, ends_at=None if ends is None else NOW + ends * MINUTE)
    assert bool(list_announcements(session, now=NOW)) is shown


@pytest.mark.parametrize(
    ("role", "path"), [(Role.DEVOPS, "/admin/"), (Role.MEMBER, "/portal/"), (Role.TECHNICIAN, "/technician/")]
)
def test_the_same_banner_stands_above_panel_portal_and_technician_pages(client, session, role, path):
    make_company(session)
    announce(session)
    person = make_technician(session) if role == Role.TECHNICIAN else make_user(session, "Sari", role)
    session.commit()
    log_in(client, person)
    page = client.get(path, follow_redirects=True)
    assert page.status_code == 200
    assert "Kantor pindah" in page.text
    assert "Mulai &lt;Senin&gt;" in page.text


def test_status_page_and_its_data_have_english_words(app, session, rani, tmp_path):
    announce(session)
    incident = declare_incident(session, title="Pembayaran gagal", severity=Severity.SEV2, actor=rani, now=NOW)
    words = {"text": "Kami selidiki", "text_en": "We look", "title_en": "Payments fail", "at": NOW - 30 * MINUTE}
    publish_update(session, incident_id=incident.id, actor=rani, now=NOW, **words)
    plan_maintenance(
        session, title="Ganti disk", text="", component_ids=[1], starts_at=NOW + MINUTE, ends_at=NOW + 9 * MINUTE,
        actor=rani, now=NOW, title_en="New disk",
    )  # fmt: skip
    session.commit()
    with app.test_request_context():
        write_copy(session, tmp_path)
    page, english = ((tmp_path / name).read_text() for name in ("index.html", "en/index.html"))
    for indonesian, own in (
        ("Kantor pindah", "We move"),
        ("Pembayaran gagal", "Payments fail"),
        ("Ganti disk", "New disk"),
    ):
        assert indonesian in page
        assert own in english
        assert own not in page
    assert "ditambahkan kemudian" in page
    assert '"name":"Payments fail"' in (tmp_path / "api/v2/incidents.json").read_text()


def test_an_update_holds_since_no_moment_to_come(session, rani):
    incident = declare_incident(session, title="Pembayaran gagal", severity=Severity.SEV2, actor=rani, now=NOW)
    with pytest.raises(Invalid):
        publish_update(session, incident_id=incident.id, actor=rani, now=NOW, text="x", at=NOW + MINUTE)


def test_a_template_is_filled_once_and_refuses_what_nothing_fills(session, rani):
    incident = declare_incident(session, title="{nomor} gagal", severity=Severity.SEV2, actor=rani, now=NOW)
    text = "{judul} di {layanan} sejak {mulai}"
    zone = ZoneInfo("Asia/Jakarta")
    assert fill_template(session, text, incident, zone=zone) == "{nomor} gagal di layanan kami sejak 10.00 WIB"
    incident.title_en = "Payments fail"
    assert fill_template(session, text, incident, zone=zone, english=True).startswith("Payments fail di our service")
    with pytest.raises(Invalid):
        require_known_marks("{judul} {nama}", field="text")


def test_the_form_of_an_update_begins_with_the_chosen_template(client, session, rani):
    template = UpdateTemplate(name="Menyelidiki", text="Kami menyelidiki {judul}.", text_en="We look into {judul}.")
    session.add(template)
    incident = declare_incident(session, title="Pembayaran gagal", severity=Severity.SEV2, actor=rani, now=NOW)
    session.commit()
    log_in(client, rani)
    page = client.get(f"/admin/incidents/{incident.id}/publish").text
    assert "Menyelidiki" in page
    assert "Kami menyelidiki Pembayaran" not in page
    chosen = client.get(f"/admin/incidents/{incident.id}/publish?template={template.id}").text
    assert "Kami menyelidiki Pembayaran gagal." in chosen
    for path in ("/admin/announcements/", "/admin/announcements/new/", "/admin/update-templates/new/"):
        assert client.get(path).status_code == 200


def words(**given):
    spoken = {"title": "Kantor pindah", "title_en": "", "text": "", "text_en": "", "tone": AnnouncementTone.INFO}
    return {**spoken, "starts_at": NOW, "ends_at": None, **given}


def test_draft_is_shown_to_nobody_until_it_is_published_and_after_it_was_withdrawn(session, rani):
    made = make_announcement(session, actor=rani, now=NOW, **words())
    assert list(list_announcements(session, now=NOW)) == []
    publish_announcement(session, announcement_id=made.id, actor=rani, now=NOW)
    assert list(list_announcements(session, now=NOW)) == [made]
    withdraw_announcement(session, announcement_id=made.id, actor=rani, now=NOW)
    assert list(list_announcements(session, now=NOW)) == []


def test_where_it_is_set_a_second_person_publishes_and_new_words_are_a_draft_again(session, rani):
    session.get_one(Company, 1).announcements_by_two = True
    dewi = make_user(session, "Dewi", Role.CS)
    made = make_announcement(session, actor=rani, now=NOW, **words())
    with pytest.raises(OwnAnnouncement):
        publish_announcement(session, announcement_id=made.id, actor=rani, now=NOW)
    publish_announcement(session, announcement_id=made.id, actor=dewi, now=NOW)
    edit_announcement(session, record=made, actor=rani, now=NOW, **words(ends_at=NOW + MINUTE))
    assert made.status == AnnouncementStatus.PUBLISHED, "its end is nobody's words"
    edit_announcement(session, record=made, actor=dewi, now=NOW, **words(title="Kantor tutup", ends_at=NOW + MINUTE))
    assert made.status == AnnouncementStatus.DRAFT
    with pytest.raises(OwnAnnouncement):
        publish_announcement(session, announcement_id=made.id, actor=dewi, now=NOW)
    publish_announcement(session, announcement_id=made.id, actor=rani, now=NOW)


def test_announcement_that_ends_before_it_begins_is_refused(session, rani):
    with pytest.raises(Invalid):
        make_announcement(session, actor=rani, now=NOW, **words(ends_at=NOW))

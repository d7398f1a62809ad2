"""Alarms as their sources tell them: repeated, out of order, in parallel."""

from datetime import timedelta

from flask_babel import force_locale
from sqlalchemy import func, select

from app.core.i18n import N_
from app.models.incidents.incident import Incident, IncidentEntry
from app.models.messaging.outbox import OutboxMessage
from app.models.monitoring.alarm import Alarm, AlarmStatus
from tests.factories import NOW
from tests.monitoring.factories import MINUTE, news
from workflows.heartbeats import ALWAYS, write_failure, write_heartbeat
from workflows.incidents import list_entries
from workflows.monitoring import notify_of_alarm, report_parts


def states(session):
    return list(session.execute(select(Alarm.status, Alarm.count).order_by(Alarm.id)))


def messages(session) -> int:
    return session.scalar(select(func.count()).select_from(OutboxMessage).where(OutboxMessage.kind == "alarm.raised"))


def test_the_same_alert_told_again_is_counted_without_a_message(session):
    for minute in range(5):
        notify_of_alarm(session, news(), now=NOW + minute * MINUTE)
    assert (states(session), messages(session)) == ([(AlarmStatus.OPEN, 5)], 1)


def test_resolved_then_firing_with_a_newer_start_is_a_new_occurrence(session):
    notify_of_alarm(session, news(), now=NOW)
    notify_of_alarm(session, news(firing=False), now=NOW + MINUTE)
    notify_of_alarm(session, news(started=2), now=NOW + 2 * MINUTE)
    assert states(session) == [(AlarmStatus.RESOLVED, 1), (AlarmStatus.OPEN, 1)]


def test_news_of_an_older_occurrence_comes_too_late(session):
    notify_of_alarm(session, news(started=5), now=NOW + 5 * MINUTE)
    notify_of_alarm(session, news(started=0, firing=False), now=NOW + 6 * MINUTE)  # the end of the one before
    assert states(session) == [(AlarmStatus.OPEN, 1)]
    notify_of_alarm(session, news(started=5, firing=False), now=NOW + 7 * MINUTE)
    notify_of_alarm(session, news(started=5), now=NOW + 8 * MINUTE)  # overtaken by its own end
    assert states(session) == [(AlarmStatus.RESOLVED, 1)]


def test_end_of_an_unknown_alert_has_no_effect(session):
    assert notify_of_alarm(session, news(firing=False), now=NOW) is None
    assert (states(session), messages(session)) == ([], 0)


def test_same_fingerprint_of_another_source_is_another_alarm(session):
    notify_of_alarm(session, news(), now=NOW)
    notify_of_alarm(session, news(source="GRAFANA"), now=NOW)
    assert len(states(session)) == 2


def test_muted_alarm_is_kept_without_a_message(session):
    notify_of_alarm(session, news(), now=NOW, muted=True)
    assert (states(session), messages(session)) == ([(AlarmStatus.OPEN, 1)], 0)


def test_part_of_ours_that_fails_is_an_alarm_until_it_is_well(session):
    for name in ALWAYS:
        write_heartbeat(session, name, now=NOW)
    write_failure(session, "count_days", "ValueError", now=NOW)
    for _twice in range(2):
        report_parts(session, now=NOW)
    alarm = session.scalars(select(Alarm)).one()
    assert (alarm.title, alarm.words, messages(session)) == ("count_days", "ValueError", 1)
    write_heartbeat(session, "count_days", now=NOW + MINUTE)
    report_parts(session, now=NOW + timedelta(seconds=61))
    session.refresh(alarm)
    assert alarm.status == AlarmStatus.RESOLVED


def test_alarms_of_our_own_are_read_in_both_languages(app, session):
    told = N_("sisa %(free)d %%, batas %(limit)d %%", free=3, limit=10)
    with app.app_context():
        title = N_("Anggaran galat: %(burn)s kali terlalu cepat", burn=6)
        alarm = notify_of_alarm(session, news(title=title, words=told), now=NOW)
        incident = session.get_one(Incident, alarm.incident_id)
        assert (alarm.words, alarm.words_en) == ("sisa 3 %, batas 10 %", "3% left, the limit is 10%")
        assert (incident.title, incident.title_en) == (alarm.title, "Error budget: spent 6 times too quickly")
        first = session.scalars(select(IncidentEntry).order_by(IncidentEntry.id)).first()
        assert (first.text, first.text_en) == (f"SEV3: {alarm.title}", f"SEV3: {alarm.title_en}")
        with force_locale("en"):
            assert (alarm.shown_title, alarm.shown_words) == (alarm.title_en, alarm.words_en)
            assert (incident.shown_title, incident.description_en) == (alarm.title_en, alarm.words_en)
        with force_locale("id"):
            assert alarm.shown_words == alarm.words


def test_timeline_names_alarms_in_both_languages_however_long_their_titles_are(app, session):
    def about(part: str):
        return N_("Anggaran galat: %(burn)s kali terlalu cepat", burn=part)

    with app.app_context():
        first = notify_of_alarm(session, news(title=about("6" * 160), group_key="g"), now=NOW)
        notify_of_alarm(session, news(title=about("7"), group_key="g", fingerprint="b" * 16), now=NOW)
        notify_of_alarm(session, news(title=about("7"), group_key="g", fingerprint="b" * 16, firing=False), now=NOW)
    incident = session.get_one(Incident, first.incident_id)
    assert len(incident.title_en) == 150
    lines = [(entry.text, entry.text_en) for entry in list_entries(session, incident_id=incident.id)]
    told = ("Anggaran galat: 7 kali terlalu cepat", "Error budget: spent 7 times too quickly")
    assert (f"Alarm: {told[0]}", f"Alarm: {told[1]}") in lines
    english = next(line for said, line in lines if said == f"Alarm beres: {told[0]}")
    assert told[1] in english
    assert told[0] not in english
    assert lines[-1][1].startswith("SEV"), "the oldest line declares it"

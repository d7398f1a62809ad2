"""Bug reports for tests: `make_bug(session, reporter, …)` reports one, `bring_to` moves it along."""

from sqlalchemy import select

from app.jobs.outbox.messages.feedback.bugs import MESSAGE_BUILDERS
from app.models.accounts.user import Role
from app.models.feedback.bug import Frequency, Impact
from app.models.messaging.outbox import Channel, OutboxMessage
from tests.factories import NOW, make_user
from workflows.bugs import confirm_bug, fix_bug, mark_duplicate, report_bug, start_work, try_fix
from workflows.exp import balance_of


def make_member(session, name="Wati", **given):
    return make_user(session, name, Role.MEMBER, **given)


def make_developer(session, name="Joko"):
    return make_user(session, name, Role.DEVELOPER)


def make_bug(session, reporter, *, now=NOW, **given):
    facts = {
        "title": "Tombol simpan tidak merespons",
        "steps": "1. Buka profil\n2. Tekan simpan",
        "expected": "Tersimpan",
        "actual": "Tidak terjadi apa-apa",
        "environment": "Chrome 130, Android 14",
        "version": "1.4.0",
        "impact": Impact.MAJOR,
        "frequency": Frequency.OFTEN,
        "reporter_id": reporter.id if reporter else None,
        "origin_feedback_id": None,
        "attachments": [],
        "actor": reporter,
    }
    return report_bug(session, now=now, **{**facts, **given})


def bring_to_fixed(session, bug, developer, *, confirmer=None, version="1.5.0", now=NOW):
    confirm_bug(session, bug_id=bug.id, reproduction="Terulang", actor=confirmer or developer, now=now)
    start_work(session, bug_id=bug.id, actor=developer, now=now)
    try_fix(session, bug_id=bug.id, actor=developer, now=now)
    return fix_bug(session, bug_id=bug.id, version=version, actor=developer, now=now)


def points(session, *people):
    return [balance_of(session, user_id=person.id) for person in people]


def duplicate(session, bug, first, actor, now=NOW):
    return mark_duplicate(session, bug_id=bug.id, original=first.number.lower(), actor=actor, now=now)


def deliveries(app, session, kind):
    messages = session.scalars(select(OutboxMessage).where(OutboxMessage.kind == kind).order_by(OutboxMessage.id))
    with app.app_context():  # links in letters are signed
        found = [delivery for message in messages for delivery in MESSAGE_BUILDERS[kind](session, message)]
    return [delivery for delivery in found if delivery.channel == Channel.IN_APP]

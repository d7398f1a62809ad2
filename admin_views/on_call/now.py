"""Siaga: who is on call now and for the next two weeks, gaps in red, and taking over with one click."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from flask import current_app, flash, redirect, request, url_for
from flask_admin import BaseView, expose
from flask_login import current_user
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin_views.framework.access import RoleRestricted
from admin_views.on_call.who_was_on_call import read_past_duty
from app.core.clock import utc_now
from app.core.db import db
from app.core.errors import DomainError
from app.core.i18n import gettext
from app.core.identifiers import require_id
from app.http.forms.submission import submit
from app.http.pages.links.on_call_feed import feed_path
from app.models.accounts.user import Leave, Role, User
from app.models.incidents.incident_flow import READERS, RESPONDERS
from app.models.on_call.calling import CONFIRMED_LABELS, WAY_LABELS, CallTest, ConfirmedBy
from app.models.on_call.schedule import LEVEL_LABELS, PLANNERS
from app.models.support.settings.service_plan import CalendarDay
from app.policies.company_time import company_today
from app.presenters.dates import day, moment, weekday_short
from workflows.accounts.users import renew_links
from workflows.on_call import (
    LEVELS,
    confirm_test_call,
    get_plan,
    list_absences,
    list_gaps,
    list_holidays,
    list_last_tests,
    list_ways,
    person_at,
    read_fairness,
    send_test_call,
    take_shift,
)

DAYS, NOON, AHEAD = 14, 12, 30
SHARED = timedelta(days=90)


class OnCallView(RoleRestricted, BaseView):
    may_enter: ClassVar[frozenset[Role]] = READERS

    @expose("/")
    def index(self) -> Any:
        session, now = db.session(), utc_now()
        public = current_app.config["SETTINGS"].public_url.rstrip("/")
        layers, covers, zone = get_plan(session, since=now)
        people = {
            person.id: person for person in session.scalars(select(User).where(User.id.in_(_ids(layers, covers))))
        }
        planned = [level for level in LEVELS if any(layer.level == level for layer in layers)]

        def who(level: int, at: datetime) -> User | None:
            return people.get(person_at(layers, covers, level=level, at=at, zone=zone) or 0)

        days, today = _days(now, zone), company_today(session, now)
        ahead = {"first": today, "last": today + timedelta(days=AHEAD)}
        absences = list_absences(session, user_ids=_ids(layers, covers), **ahead)
        return self.render(
            "admin/on_call/index.html",
            current=[_current(session, level, who(level, now), now) for level in planned],
            days=[weekday_short(one.date()) for one in days],
            rows=[
                (LEVEL_LABELS[level], [_cell(who(level, one), level, one, absences) for one in days])
                for level in planned
            ],
            gaps=[(LEVEL_LABELS[level], moment(at), moment(end)) for level, at, end in list_gaps(session, now=now)],
            away=_away(absences, list_holidays(session, **ahead)),
            shares=read_fairness(session, since=now - SHARED, until=now),
            past=read_past_duty(session, now),
            feed=public + feed_path(current_user.id, current_user.links_version),
            may_take=current_user.role in RESPONDERS,
            today=day(now),
            tests=_tests(session, people.values()),
            may_test_all=current_user.role in PLANNERS,
            my_ways=list_ways(session, current_user, now=now),
            way_labels=WAY_LABELS,
            confirmed_labels=CONFIRMED_LABELS,
        )

    @expose("/take", methods=("POST",))
    def take(self) -> Any:
        """From now until the next hand-over it is mine."""
        level = require_id(request.form.get("level", ""))
        return self._do(
            lambda session: take_shift(session, level=level, actor=current_user, now=utc_now()),
            gettext("Giliran ini sekarang milik Anda."),
        )

    @expose("/test", methods=("POST",))
    def test(self) -> Any:
        """A call to oneself, or by whoever plans for others to anybody."""
        person = require_id(request.form.get("person", str(current_user.id)))
        mine = person == current_user.id
        return self._do(
            lambda session: send_test_call(session, actor=current_user, user_id=person, now=utc_now()),
            gettext("Alarm uji dikirim kepada Anda.") if mine else gettext("Alarm uji dikirim."),
        )

    @expose("/confirm-test", methods=("POST",))
    def confirm_test(self) -> Any:
        """A test call was received."""
        test_id = require_id(request.form.get("test", ""))
        return self._do(
            lambda session: confirm_test_call(
                session, test_id=test_id, actor=current_user, by=ConfirmedBy.PANEL, now=utc_now()
            ),
            gettext("Alarm uji terdengar. Terima kasih."),
        )

    @expose("/renew-calendar", methods=("POST",))
    def renew_calendar(self) -> Any:
        """Another address of one's own calendar; the former one ends."""
        return self._do(
            lambda session: renew_links(session, actor=current_user, now=utc_now()),
            gettext("Alamat kalender Anda sekarang lain. Pasang alamat baru di kalender Anda."),
        )

    def _do(self, act: Any, words: str) -> Any:
        def work(session: Session) -> dict[str, Any]:
            act(session)
            return {}

        try:
            submit(work)
        except DomainError as refusal:
            flash(str(refusal), "error")
        else:
            flash(words, "success")
        return redirect(url_for(".index"))


def _current(session: Session, level: int, person: User | None, now: datetime) -> dict[str, Any]:
    ways = list_ways(session, person, now=now) if person else []
    return {"label": LEVEL_LABELS[level], "level": level, "person": person, "ways": ways}


def _away(absences: Iterable[Leave], holidays: Iterable[CalendarDay]) -> list[tuple[date, str]]:
    """In order of their days."""
    leaves = [
        (one.first_date, gettext("%(name)s: cuti sampai %(day)s", name=one.user.name, day=day(one.last_date)))
        for one in absences
    ]
    return sorted([*leaves, *((one.day, one.title) for one in holidays)])


def _tests(session: Session, people: Iterable[User]) -> list[tuple[User, CallTest | None]]:
    """Everybody of the rotations, with their last test call."""
    found = {person.id: person for person in [*people, current_user]}
    last = list_last_tests(session, found)
    return [(person, last.get(person.id)) for person in sorted(found.values(), key=lambda one: one.name)]


def _ids(layers: Any, covers: Any) -> set[int]:
    return {person for layer in layers for person in layer.people} | {cover.user_id for cover in covers}


def _days(now: datetime, zone: ZoneInfo) -> list[datetime]:
    """Noon of each day: who has it then stands in the day's cell."""
    noon = now.astimezone(zone).replace(hour=NOON, minute=0, second=0, microsecond=0)
    return [noon + timedelta(days=one) for one in range(DAYS)]


def _cell(person: User | None, level: int, at: datetime, absences: Iterable[Leave]) -> dict[str, Any]:
    """`href`: the form that swaps one's own shift, takes over somebody else's or fills a gap, filled with it."""
    away = person is not None and any(
        one.user_id == person.id and one.first_date <= at.date() <= one.last_date for one in absences
    )
    form = "on_call_swaps" if person and person.id == current_user.id else "on_call_covers"
    href = url_for(f"{form}.create_view", level=level, at=at.astimezone(UTC).isoformat())
    return {"name": person.name if person else "", "away": away, "href": href}

"""The dispatcher's calendar: technicians by the hours of a day or the days of a week; read only."""

from datetime import date, timedelta
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from flask import request
from flask_admin import BaseView, expose
from flask_login import current_user
from sqlalchemy import select

from admin_views.framework.access import RoleRestricted
from app.core.clock import utc_now
from app.core.db import db
from app.core.written_dates import read_day
from app.models.accounts.user import DESK, Role, Skill
from app.models.visits.visit import VISIT_FLOW, VisitTicket
from app.policies.company_time import company_today, company_zone
from app.presenters.status import status_badge
from workflows.visits import SLOTS_PER_HOUR, Block, hours_of, list_schedule

PER_PAGE = 40
MOST_DAYS_AWAY = 3660


class ScheduleView(RoleRestricted, BaseView):
    may_enter: ClassVar[frozenset[Role]] = DESK | {Role.MANAGER}

    @expose("/")
    def index(self) -> Any:
        session, now = db.session(), utc_now()
        zone, today = company_zone(session), company_today(session, now)
        day, is_week = _day(today), request.args.get("span") == "week"
        monday = day - timedelta(days=day.weekday())
        days = [monday + timedelta(days=number) for number in range(7)] if is_week else [day]
        page = max(0, min(request.args.get("page", 0, type=int), 10_000))
        skill_id = request.args.get("skill", type=int)
        rows = list_schedule(
            session, days=days, zone=zone, skill_id=skill_id, offset=page * PER_PAGE, limit=PER_PAGE + 1
        )
        hours = hours_of(rows[:PER_PAGE], day)
        return self.render(
            "admin/schedule.html",
            rows=rows[:PER_PAGE],
            has_more=len(rows) > PER_PAGE,
            page=page,
            days=days,
            day=day,
            today=today,
            is_week=is_week,
            step=timedelta(days=7 if is_week else 1),
            hours=hours,
            cells=lambda blocks: list(split_day(blocks, hours)),
            skills=session.scalars(select(Skill).order_by(Skill.name)).all(),
            skill_id=skill_id,
            hour_now=now.astimezone(ZoneInfo(zone)).hour if day == today else None,
            zone=zone,
            may_open=current_user.role in DESK,
            may_move=_may_move,
            visit_tone=lambda status: status_badge(VISIT_FLOW, status).tone,
        )


def _may_move(visit: VisitTicket) -> bool:
    return any(name == "release_technician" for name, _step in VISIT_FLOW.open_to(current_user.role, visit.status))


def split_day(blocks: list[Block], hours: range) -> list[tuple[int, Block | None]]:
    """The cells of a row: (half hours, what lies there); free time is cut at full hours, where the lines are drawn."""
    cells: list[tuple[int, Block | None]] = []
    slot, end = hours.start * SLOTS_PER_HOUR, hours.stop * SLOTS_PER_HOUR
    for block in [*blocks, None]:
        free_until = block.first if block else end
        while slot < free_until:
            width = min(SLOTS_PER_HOUR - slot % SLOTS_PER_HOUR, free_until - slot)
            cells.append((width, None))
            slot += width
        if block and slot < end:
            width = min(block.last, end) - slot
            cells.append((width, block))
            slot += width
    return cells


def _day(today: date) -> date:
    """The day asked for; today when none is, or none that can be read."""
    try:
        asked = read_day(request.args.get("day", ""), today=today)
    except ValueError:
        return today
    return asked if abs((asked - today).days) <= MOST_DAYS_AWAY else today

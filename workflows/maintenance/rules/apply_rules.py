"""Make the records that rules ask for."""

from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.maintenance.record import MaintenanceRecord, MaintenanceRule
from app.policies.company_time import company_today
from workflows.maintenance.records.make_record import make_record
from workflows.maintenance.rules.days_of_rule import day_of


def apply_rules(session: Session, *, now: datetime) -> int:
    """A record for each day of a rule that has come near; of days missed meanwhile only the last. How many.

    A day that has its record gets no second, also when the rule counts anew.
    """
    today, made = company_today(session, now), 0
    active = select(MaintenanceRule).where(MaintenanceRule.active).order_by(MaintenanceRule.id)
    for rule in session.scalars(active.with_for_update(skip_locked=True)):
        for due in _due_days(session, rule, today):
            make_record(
                session,
                topic=rule.topic,
                title=rule.title,
                owner_id=rule.owner_id,
                actor=None,
                now=now,
                due_date=due,
                checklist=rule.checklist,
                rule_id=rule.id,
            )
            made += 1
    session.flush()
    return made


def _due_days(session: Session, rule: MaintenanceRule, today: date) -> list[date]:
    """Counts the rule on to its first day that is not near."""
    horizon, near = today + timedelta(days=rule.lead_days), list[date]()
    while (day := day_of(rule, rule.made)) <= horizon:
        near, rule.made = [one for one in near if one >= today] + [day], rule.made + 1
    known = set(session.scalars(select(MaintenanceRecord.due_date).where(MaintenanceRecord.rule_id == rule.id)))
    return [day for day in near if day not in known]

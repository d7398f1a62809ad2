"""Make the records that rules ask for."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.maintenance.record import MaintenanceRule
from app.policies.company_time import company_today
from workflows.maintenance.records.make_record import make_record
from workflows.maintenance.rules.days_of_rule import day_of


def apply_rules(session: Session, *, now: datetime) -> int:
    """One record for each rule whose next day has come near; of days missed meanwhile only the last. How many."""
    today, made = company_today(session, now), 0
    active = select(MaintenanceRule).where(MaintenanceRule.active).order_by(MaintenanceRule.id)
    for rule in session.scalars(active.with_for_update(skip_locked=True)):
        horizon, due = today + timedelta(days=rule.lead_days), None
        while (day := day_of(rule, rule.made)) <= horizon:
            due, rule.made = day, rule.made + 1
        if due is not None:
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

"""Write an assignment rule."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.customers.customer import Customer
from app.models.support.settings.rules import RuleStatus, SupportRule
from workflows.support.rules.stop_rule import stop_rule


def save_rule(
    session: Session, rule: SupportRule, *, name: str, customer: str, actor: User, now: datetime, **columns: Any
) -> SupportRule:
    """A new one goes last. One that is changed is stopped until somebody has seen what it would do."""
    if not columns.get("team_id") and not columns.get("assignee_id"):
        raise Invalid(N_("Pilih tim atau petugas."), field="team_id")
    code = customer.strip().upper()
    customer_id = session.scalar(select(Customer.id).where(Customer.code == code)) if code else None
    if code and customer_id is None:
        raise Invalid(N_("Pelanggan ini tidak ada."), field="customer")
    rule.name, rule.customer_id = " ".join(name.split()), customer_id
    for column, value in columns.items():
        setattr(rule, column, value)
    if not rule.position:
        rule.position = (session.scalar(select(func.max(SupportRule.position))) or 0) + 1
    session.add(rule)
    session.flush()
    return stop_rule(session, rule_id=rule.id, actor=actor, now=now) if rule.status == RuleStatus.ACTIVE else rule

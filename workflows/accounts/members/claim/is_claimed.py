"""Whether a customer has an account already."""

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.models.accounts.user import User


def is_claimed(session: Session, customer_id: int) -> bool:
    return bool(session.scalar(select(exists().where(User.customer_id == customer_id))))

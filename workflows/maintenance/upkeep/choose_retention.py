"""Choose for how long the rows of a table are kept."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import Invalid, NotFound
from app.core.i18n import N_
from app.models.maintenance.upkeep import RetentionChoice
from app.policies.retention import RETENTION

MOST_DAYS = 36_600


def choose_retention(session: Session, *, table: str, days: int, now: datetime) -> RetentionChoice:
    """From the next night on. Raises Invalid for fewer days than the rule allows, NotFound for a table without rule."""
    rule = next((one for one in RETENTION if one.table == table), None)
    if rule is None:
        raise NotFound
    if not rule.least <= days <= MOST_DAYS:
        raise Invalid(N_("Paling sedikit %(count)d hari untuk tabel ini.", count=rule.least), field="days")
    found = select(RetentionChoice).where(RetentionChoice.from_table == table).with_for_update()
    choice = session.scalars(found).one_or_none()
    if choice is None:
        choice = RetentionChoice(from_table=table, days=days, version=0, created_at=now)
        session.add(choice)
    choice.days, choice.version = days, choice.version + 1
    session.flush()
    return choice


def read_choices(session: Session, *, lock: str | None = None) -> dict[str, int]:
    """Days by table, as chosen in the panel; the row of one table locked before it is read."""
    if lock is not None:
        session.execute(select(RetentionChoice.id).where(RetentionChoice.from_table == lock).with_for_update())
    rows = session.execute(select(RetentionChoice.from_table, RetentionChoice.days))
    return {row.from_table: row.days for row in rows}

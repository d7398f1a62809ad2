"""Keep the PDF of what is promised."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.models.support.settings.service_plan import SupportSettings


def store_sla_file(session: Session, *, digest: str, file_id: int) -> None:
    """It stands for the promises of this digest, and is shown as long as they are the ones."""
    changed = update(SupportSettings).where(SupportSettings.id == 1)
    session.execute(changed.values(sla_digest=digest, sla_file_id=file_id))

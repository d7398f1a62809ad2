"""How figures and people of maintenance read."""

from app.core.i18n import gettext
from app.models.accounts.user import User
from app.models.maintenance.record import MaintenanceRecord
from app.presenters.dates import day
from app.presenters.numbers import figure


def figures_text(record: MaintenanceRecord) -> str | None:
    """`420 → 180 (−57 %)`; None where nothing is measured."""
    if record.figure_before is None:
        return None
    before, after = record.figure_before, record.figure_after
    if after is None:
        return figure(before)
    change = f" ({(after - before) / before:+.0%})".replace("-", "−") if before else ""
    return f"{figure(before)} → {figure(after)}{change}"


def owner_text(owner: User) -> str:
    """Their name, and whether they have left."""
    return owner.name if owner.is_active else gettext("%(name)s (tidak aktif lagi)", name=owner.name)


def latency_text(record: MaintenanceRecord) -> str | None:
    """When a security patch was there and when it was applied, with the days between."""
    if record.available_date is None:
        return None
    if record.applied_date is None:
        return gettext("tersedia %(day)s, belum diterapkan", day=day(record.available_date))
    return gettext(
        "tersedia %(day)s, diterapkan %(applied)s: %(count)d hari",
        day=day(record.available_date),
        applied=day(record.applied_date),
        count=(record.applied_date - record.available_date).days,
    )

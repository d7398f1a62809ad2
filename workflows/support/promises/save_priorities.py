"""Save cells of the priority table."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import DomainError, Invalid
from app.core.i18n import N_
from app.models.support.settings.service_plan import PriorityRule
from app.models.visits.visit import Priority


class TableChanged(DomainError):
    code = "changed_meanwhile"
    sentence = N_(
        "Tabel ini sudah diubah orang lain sejak Anda membukanya. Belum ada yang disimpan: periksa sel yang ditandai, "
        "lalu simpan lagi."
    )


def save_priorities(session: Session, *, cells: Mapping[int, tuple[str, str]]) -> int:
    """`cells`: rule to (what the form was drawn from, what is wanted). Returns how many are changed; all or none."""
    changed = {number: pair for number, pair in cells.items() if pair[0] != pair[1]}
    rules = session.scalars(
        select(PriorityRule).where(PriorityRule.id.in_(changed)).order_by(PriorityRule.id).with_for_update()
    ).all()
    for rule in rules:
        drawn, wanted = changed[rule.id]
        if rule.priority not in (drawn, wanted):
            raise TableChanged
        if wanted not in set(Priority):
            raise Invalid(N_("Prioritas ini tidak dikenal."))
        rule.priority = Priority(wanted)
    session.flush()
    return len(rules)

"""Write down which state of each component was last shown, so that a change is told to other systems."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.models.status.status_page import StatusComponent
from workflows.status.collect_status import StatusReport
from workflows.transitions import note


def note_states(session: Session, report: StatusReport, *, now: datetime) -> int:
    """`component.updated` for each that changed, in the transaction that remembers it; how many."""
    states = {one.component.id: (one.component.name, one.state) for one in report.components}
    known = select(StatusComponent.id, StatusComponent.shown_state).where(StatusComponent.id.in_(states))
    changed = 0
    for component_id, before in session.execute(known.order_by(StatusComponent.id).with_for_update()).all():
        name, state = states[component_id]
        if state == before:
            continue
        session.execute(
            update(StatusComponent)
            .where(StatusComponent.id == component_id)
            .values(shown_state=state)
            .execution_options(noted=True)
        )
        values = {"status": [str(before), str(state)], "name": name}
        note(session, "status_components", component_id, "state_changed", actor=None, now=now, **values)
        changed += 1
    return changed

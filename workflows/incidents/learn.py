"""What was learned: the post-mortem, and work that somebody has to do."""

from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.core.errors import Invalid, NotFound
from app.core.i18n import N_
from app.models.accounts.user import User, UserStatus
from app.models.incidents.incident import ActionItem, Incident, PostMortem
from app.models.incidents.incident_flow import INCIDENT_FLOW
from app.policies.company_time import company_today
from workflows.incident_timeline import write_entry
from workflows.incidents.end import WORKING_DAYS, working_day_after
from workflows.incidents.events import ActionItemDue
from workflows.outbox_events import emit
from workflows.transitions import note, transition

REMIND_EVERY = timedelta(days=7)


def write_post_mortem(
    session: Session,
    *,
    incident_id: int,
    actor: User,
    now: datetime,
    summary: str,
    root_cause: str,
    went_well: str = "",
) -> Incident:
    """Written again it replaces the text; the audit log keeps the former one."""
    incident: Incident = transition(session, INCIDENT_FLOW, incident_id, "write_post_mortem", actor=actor, now=now)
    due = working_day_after(company_today(session, now), WORKING_DAYS)
    made = insert(PostMortem).values(incident_id=incident_id, due_date=due, created_at=now)
    session.execute(made.on_conflict_do_nothing(index_elements=["incident_id"]))
    paper = session.scalars(select(PostMortem).where(PostMortem.incident_id == incident_id)).one()
    paper.summary, paper.root_cause, paper.went_well = summary, root_cause, went_well
    paper.author_id, paper.published_at = actor.id, paper.published_at or now
    session.flush()
    write_entry(session, incident, "Post-mortem ditulis", actor=actor, now=now)
    return incident


def add_action_item(
    session: Session, *, incident_id: int, actor: User, now: datetime, title: str, owner: str, due: date
) -> Incident:
    """`owner` is a user name. Raises Invalid."""
    person = session.scalars(
        select(User).where(User.username == owner.strip().lower(), User.status == UserStatus.ACTIVE)
    ).one_or_none()
    if person is None:
        raise Invalid(N_("Tidak ada pengguna aktif dengan nama itu."), field="owner")
    incident: Incident = transition(session, INCIDENT_FLOW, incident_id, "add_item", actor=actor, now=now)
    session.add(ActionItem(incident_id=incident_id, title=title, owner_id=person.id, due_date=due, created_at=now))
    session.flush()
    write_entry(session, incident, f"Tindak lanjut: {title} ({person.name})", actor=actor, now=now)
    return incident


def finish_action_item(session: Session, *, item_id: int, incident_id: int, actor: User, now: datetime) -> ActionItem:
    item = session.get(ActionItem, item_id, with_for_update=True)
    if item is None or item.incident_id != incident_id:
        raise NotFound
    if item.done_at is None:
        item.done_at = now
        note(session, "action_items", item.id, "finished", actor=actor, now=now)
    session.flush()
    return item


def remind_of_action_items(session: Session, *, now: datetime) -> int:
    """A message a week to the owner of each overdue item; how many."""
    today = company_today(session, now)
    overdue = select(ActionItem).where(
        ActionItem.done_at.is_(None),
        ActionItem.due_date < today,
        (ActionItem.reminded_at.is_(None)) | (ActionItem.reminded_at <= now - REMIND_EVERY),
    )
    found = session.scalars(overdue.with_for_update(skip_locked=True)).all()
    for item in found:
        item.reminded_at = now
        emit(session, ActionItemDue(item_id=item.id), now=now, once=f"action:{item.id}:{today}")
    return len(found)

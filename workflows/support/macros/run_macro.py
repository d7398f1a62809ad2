"""Make the steps of a macro on a ticket, in their order, each with the rights of whoever runs it."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.support.settings.macros import MacroReply, SupportMacro
from app.models.support.ticket import SupportTicket
from app.models.support.ticket_flow import SUPPORT_FLOW
from app.models.support.ticket_steps import UNTAKEN
from workflows.support.answering.answer_and_wait import answer_and_wait
from workflows.support.answering.answer_ticket import answer_ticket
from workflows.support.answering.note_ticket import note_ticket
from workflows.support.assigning.assign_ticket import assign_ticket
from workflows.support.assigning.hand_over_ticket import hand_over_ticket
from workflows.support.ending.finish_support_ticket import finish_support_ticket
from workflows.support.macros.preview_macro import filled_text, preview_macro
from workflows.support.together.set_ticket_team import set_ticket_team
from workflows.support.triage.override_ticket_priority import override_ticket_priority
from workflows.support.triage.tag_ticket import tag_ticket
from workflows.transitions import transition


def run_macro(
    session: Session,
    *,
    ticket_id: int,
    actor: User,
    macro_id: int,
    now: datetime,
    text: str = "",
    seen: int | None = None,
) -> SupportTicket:
    """`text` takes the place of the macro's own words. One transaction: when a step is refused, none is made."""
    macro = session.get(SupportMacro, macro_id)
    if macro is None or not macro.is_active:
        raise Invalid(N_("Pilih makro yang masih dipakai."), field="macro_id")
    details = {"macro": macro.name}
    ticket: SupportTicket = transition(
        session, SUPPORT_FLOW, ticket_id, "run_macro", actor=actor, now=now, details=details
    )
    _classify(session, ticket, macro, actor, now)
    _give(session, ticket, macro, actor, now)
    if macro.reply is not None:
        words = text.strip() or preview_macro(session, macro, ticket, actor=actor, now=now)
        _reply(
            session, ticket_id, macro.reply, actor, filled_text(session, words, ticket, actor=actor, now=now), now, seen
        )
    session.refresh(ticket)
    return ticket


def _classify(session: Session, ticket: SupportTicket, macro: SupportMacro, actor: User, now: datetime) -> None:
    given: dict[str, Any] = {"ticket_id": ticket.id, "actor": actor, "now": now}
    if macro.team_id:
        set_ticket_team(session, team_id=macro.team_id, **given)
    if macro.tags:
        tag_ticket(session, tags=",".join([*ticket.tags, *macro.tags]), **given)
    if macro.priority:
        override_ticket_priority(session, priority=macro.priority, reason=macro.name, **given)


def _give(session: Session, ticket: SupportTicket, macro: SupportMacro, actor: User, now: datetime) -> None:
    owner = actor.id if macro.to_me else macro.assignee_id
    if owner is None or owner == ticket.assignee_id:
        return
    verb = assign_ticket if ticket.status in UNTAKEN else hand_over_ticket
    verb(session, ticket_id=ticket.id, actor=actor, assignee_id=owner, now=now)


def _reply(
    session: Session, ticket_id: int, reply: MacroReply, actor: User, text: str, now: datetime, seen: int | None
) -> None:
    given: dict[str, Any] = {"ticket_id": ticket_id, "actor": actor, "now": now}
    if reply == MacroReply.ANSWER:
        answer_ticket(session, text=text, seen=seen, **given)
    elif reply == MacroReply.ANSWER_AND_WAIT:
        answer_and_wait(session, text=text, seen=seen, **given)
    elif reply == MacroReply.FINISH:
        finish_support_ticket(session, outcome=text, seen=seen, **given)
    else:
        note_ticket(session, text=text, **given)

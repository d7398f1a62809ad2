"""What the forms of a ticket's transitions offer, and what they are filled with when they open."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from flask import request
from flask_login import current_user
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.db import transaction
from app.core.flow import Ask, Transition
from app.core.i18n import N_, gettext, language
from app.core.identifiers import read_id
from app.models.support.messages import SupportMessage
from app.models.support.settings.fields import FieldType, SupportField
from app.models.support.settings.macros import REPLY_LABELS, SupportMacro
from app.models.support.ticket import SupportTicket
from app.models.support.ticket_steps import BY_TABLE
from app.models.visits.visit_status import PRIORITY_LABELS
from app.presenters.dates import moment
from workflows.composing import read_drafts
from workflows.support import (
    list_fields,
    list_links_of,
    list_macros,
    list_possible_assignees,
    list_sites_of,
    list_teams,
    preview_macro,
)

SHOWN_MESSAGES, SHOWN_TEXT = 50, 90


def with_choices(session: Session, ticket: SupportTicket, step: Transition) -> Transition:
    """People who may see this ticket, teams, and the messages that stand in it."""
    filled_in = [ask for ask in step.asks if ask.name == "values"]
    asks = (
        field_asks(list_fields(session, kind=ticket.kind), language())
        if filled_in
        else tuple(_with_choices(session, ticket, ask) for ask in step.asks)
    )
    return replace(step, asks=asks) if asks != step.asks else step


def _with_choices(session: Session, ticket: SupportTicket, ask: Ask) -> Ask:
    if ask.kind == "person":
        people = list_possible_assignees(session, kind=ticket.kind)
        return replace(ask, choices=tuple((str(one), name) for one, name in people))
    if ask.name == "team_id":
        teams = tuple((str(one), name) for one, name in list_teams(session))
        return replace(ask, choices=(("", N_("Tanpa tim")), *teams))
    if ask.name == "site_id":
        sites = tuple((str(one), name) for one, name in list_sites_of(session, ticket))
        return replace(ask, choices=(("", N_("Tanpa lokasi")), *sites))
    if ask.name == "macro_id":
        return replace(ask, choices=tuple((str(one), name) for one, name in list_macros(session)))
    return replace(ask, choices=tuple(_messages(session, ticket))) if ask.name == "messages" else ask


def _messages(session: Session, ticket: SupportTicket) -> list[tuple[str, str]]:
    """The newest, oldest first: when, and how it begins."""
    newest = (
        select(SupportMessage.id, SupportMessage.created_at, SupportMessage.text)
        .where(SupportMessage.ticket_id == ticket.id)
        .order_by(SupportMessage.id.desc())
        .limit(SHOWN_MESSAGES)
    )
    rows = session.execute(newest).all()[::-1]
    return [(str(one), f"{moment(at)}: {text[:SHOWN_TEXT] or gettext('lampiran')}") for one, at, text in rows]


def given_answers(session: Session, ticket: SupportTicket, name: str) -> dict[str, Any]:
    """What stands in the ticket already, as the form of this step shows it."""
    readers: dict[str, Callable[[], dict[str, Any]]] = {
        "classify": lambda: {"kind": ticket.kind, "impact": ticket.impact, "urgency": ticket.urgency},
        "override_priority": lambda: {
            "priority": ticket.priority_override or BY_TABLE,
            "reason": ticket.priority_reason or "",
        },
        "put_aside": lambda: {"until": _slept_until(ticket), "on_reply": "STAY" if ticket.stays_asleep else ""},
        "schedule_answer": lambda: {"text": _drafted(session, ticket)},
        "run_macro": lambda: _macro(session, ticket),
        "hand_over": lambda: {"assignee_id": ticket.assignee_id},
        "set_team": lambda: {"team_id": ticket.team_id},
        "set_language": lambda: {"locale": ticket.locale},
        "set_site": lambda: {"site_id": ticket.site_id},
        "link": lambda: {
            "numbers": " ".join(
                number for _model, _id, number in list_links_of(session, ticket.id, reader=current_user)
            ),
            "customer": ticket.customer.code if ticket.customer else "",
        },
        "set_fields": lambda: _fields(session, ticket),
        "tag": lambda: {"tags": ", ".join(ticket.tags)},
    }
    return readers[name]() if name in readers else {}


def asked_macro(session: Session) -> SupportMacro | None:
    """The one that the address names."""
    macro_id = read_id(request.values.get("macro_id", ""))
    return session.get(SupportMacro, macro_id) if macro_id else None


def _slept_until(ticket: SupportTicket) -> datetime | None:
    """The moment until which it was put aside before the customer wrote, as long as that lies ahead."""
    is_ahead = ticket.slept_until is not None and ticket.slept_until > utc_now()
    return ticket.slept_until if is_ahead else None


def _drafted(session: Session, ticket: SupportTicket) -> str:
    own = {"thing": "support_tickets", "thing_id": ticket.id, "user_id": current_user.id}
    draft = read_drafts(session, **own).get("ANSWER")
    return draft.text if draft else ""


def _macro(session: Session, ticket: SupportTicket) -> dict[str, Any]:
    """With its words for this ticket."""
    macro = asked_macro(session)
    if macro is None or request.method == "POST":
        return {}
    with transaction() as writing:  # the ticket's link is made if it has none
        text = preview_macro(writing, macro, ticket, actor=current_user, now=utc_now())
    return {"macro_id": macro.id, "text": text}


def macro_steps(session: Session) -> list[tuple[str, str]]:
    """What the chosen macro does, in order."""
    macro = asked_macro(session)
    if macro is None:
        return []
    owner = gettext("Anda") if macro.to_me else macro.assignee.name if macro.assignee else ""
    steps = [
        (gettext("Tim"), macro.team.name if macro.team else ""),
        (gettext("Tag"), ", ".join(macro.tags)),
        (gettext("Prioritas"), str(PRIORITY_LABELS[macro.priority]) if macro.priority else ""),
        (gettext("Petugas"), owner),
        (gettext("Balasan"), str(REPLY_LABELS[macro.reply]) if macro.reply else ""),
    ]
    return [(name, value) for name, value in steps if value]


_ASKED = {FieldType.CHOICE: "choice", FieldType.DATE: "day"}


def field_asks(fields: Sequence[SupportField], locale: str) -> tuple[Ask, ...]:
    """One question for each of the desk's own fields."""
    return tuple(
        Ask(
            f"field_{field.id}",
            field.name_in(locale),
            _ASKED.get(field.value_type, "text"),  # type: ignore[arg-type]
            required=field.is_required,
            choices=(("", "–"), *((one, field.value_in(one, locale)) for one in field.choices)),
        )
        for field in fields
    )


def _fields(session: Session, ticket: SupportTicket) -> dict[str, Any]:
    """Days as days, the rest as it is kept."""
    kept = {field: ticket.fields.get(str(field.id)) for field in list_fields(session, kind=ticket.kind)}
    return {
        f"field_{field.id}": date.fromisoformat(value) if value and field.value_type == FieldType.DATE else value
        for field, value in kept.items()
    }


def written_fields(answers: dict[str, Any]) -> str:
    """The inputs of field_asks as set_ticket_fields reads them."""
    values = {name.removeprefix("field_"): value for name, value in answers.items() if value}
    lines = {one: value.isoformat() if isinstance(value, date) else str(value) for one, value in values.items()}
    return "\n".join(f"{one}\t{value}" for one, value in lines.items())

"""How the demo's desk is set up: teams, rules, macros; what stands around its tickets."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.support.settings.macros import MacroReply, SupportMacro
from app.models.support.settings.rules import SupportRule
from app.models.support.settings.team import SupportTeam
from app.models.support.ticket import SupportTicket, TicketKind
from workflows.support import (
    accept_days,
    activate_rule,
    follow_ticket,
    list_proposed_years,
    log_ticket_time,
    propose_days,
    save_macro,
    save_rule,
    save_team,
    tag_ticket,
)

TAGS = ("tagihan", "jadwal", "bocor", "garansi", "suku cadang")
VISIT = """Selamat {{salam}} {{pelanggan.nama}}, untuk tiket {{tiket.nomor}} kami perlu datang. Hari apa yang cocok?

{{agen.nama}}"""
VISIT_EN = """Good {{salam}} {{pelanggan.nama}}, we need to visit you for ticket {{tiket.nomor}}. Which day suits you?

{{agen.nama}}"""
PHOTO = "Selamat {{salam}} {{pelanggan.nama}}, boleh kami minta foto unitnya?\n\n{{agen.nama}}"
PHOTO_EN = "Good {{salam}} {{pelanggan.nama}}, could you send us a photo of the unit?\n\n{{agen.nama}}"
MACROS = (
    ("Jadwalkan kunjungan", MacroReply.ANSWER_AND_WAIT, VISIT, VISIT_EN, "jadwal"),
    ("Minta foto", MacroReply.ANSWER_AND_WAIT, PHOTO, PHOTO_EN, ""),
    ("Jam layanan", MacroReply.ANSWER, "Kami melayani {{jam_layanan}}.\n\n{{agen.nama}}", "", ""),
)


def set_up_desk(session: Session, agents: Sequence[User], desk: User, now: datetime) -> None:
    """Two teams, two active rules, three macros; the holidays of this year and the next."""
    for year in {now.year, now.year + 1} & set(list_proposed_years()):
        propose_days(session, year=year, now=now)
        accept_days(session, year=year, now=now)
    halves = {"Servis": [one.id for one in agents], "Tagihan": [desk.id]}
    teams = {
        name: save_team(session, SupportTeam(), name=name, member_ids=sorted(set(members)), is_active=True)
        for name, members in halves.items()
    }
    nothing = {"source": None, "locale": None, "hours": None, "tag": "", "assignee_id": None}
    for name, team, asked in (
        ("Tagihan dan invoice", "Tagihan", {"kind": None, "words": "invoice, tagihan, bayar"}),
        ("Keluhan ke servis", "Servis", {"kind": TicketKind.COMPLAINT, "words": ""}),
    ):
        columns = {**nothing, **asked, "team_id": teams[team].id}
        rule = save_rule(session, SupportRule(), name=name, customer="", actor=desk, now=now, **columns)
        activate_rule(session, rule_id=rule.id, actor=desk, now=now)
    for name, reply, text, text_en, tags in MACROS:
        given = {"team_id": None, "priority": None, "to_me": True, "assignee_id": None}
        save_macro(session, SupportMacro(), name=name, reply=reply, text=text, text_en=text_en, tags=tags, **given)


def surround(session: Session, ticket: SupportTicket, place: int, agent: User, at: datetime) -> None:
    """Tags on most tickets, time on half of them, a follower on some."""
    if place % 4:
        tag_ticket(session, ticket_id=ticket.id, actor=agent, tags=TAGS[place % len(TAGS)], now=at)
    if place % 2:
        log_ticket_time(session, ticket_id=ticket.id, actor=agent, minutes=10 + 5 * (place % 9), now=at)
    if place % 6 == 0:
        follow_ticket(session, ticket_id=ticket.id, actor=agent, now=at)

"""What the support desk works with, to be read: teams, macros, and the folders of its mailbox."""

from sqlalchemy import true

from app.api.fields import Items, Text
from app.api.resource import Resource, exact
from app.api.schemas import record_schema
from app.models.support.macros import SupportMacro
from app.models.support.mail.mailbox import SupportMailbox
from app.models.support.team import SupportTeam

TEAMS = Resource(
    "support_teams",
    SupportTeam,
    record_schema("SupportTeam", SupportTeam, ("id", "name", "lead_id", "is_active", "created_at")),
    lambda _user: true(),
    filters={"name": exact(SupportTeam.name, 60)},
)

MACROS = Resource(
    "support_macros",
    SupportMacro,
    record_schema(
        "SupportMacro",
        SupportMacro,
        (
            "id",
            "name",
            "is_active",
            "team_id",
            "priority",
            "to_me",
            "assignee_id",
            "reply",
            "text",
            "text_en",
            "created_at",
        ),
        tags=Items(Text(40)),
    ),
    lambda _user: true(),
    filters={"name": exact(SupportMacro.name, 80)},
)

MAILBOXES = Resource(
    "support_mailboxes",
    SupportMailbox,
    record_schema(
        "SupportMailbox",
        SupportMailbox,
        ("id", "folder", "moved_to", "since_date", "is_active", "polled_at", "poll_error", "created_at"),
    ),
    lambda _user: true(),
)

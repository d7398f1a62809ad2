"""What the support desk works with, to be read: teams, macros, and the folders of its mailbox."""

from sqlalchemy import true

from app.api.fields import Items, Text
from app.api.resource import Resource, exact, one_of
from app.api.schemas import record_schema
from app.models.support.fields import SupportField
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

FIELDS = Resource(
    "support_fields",
    SupportField,
    record_schema(
        "SupportField",
        SupportField,
        (
            *("id", "name", "name_en", "kind", "value_type", "is_required", "for_customer", "position", "is_active"),
            "created_at",
        ),
        choices=Items(Text(80)),
        choices_en=Items(Text(80)),
    ),
    lambda _user: true(),
    filters={"kind": one_of(SupportField.kind)},
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

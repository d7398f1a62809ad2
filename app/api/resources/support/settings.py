"""What the support desk works with, to be read: teams, macros, and the folders of its mailbox."""

from app.api.fields import Items, Text
from app.api.plain_resource import plain_resource
from app.api.resource import exact
from app.models.support.mail.mailbox import SupportMailbox
from app.models.support.settings.fields import SupportField
from app.models.support.settings.macros import SupportMacro
from app.models.support.settings.team import SupportTeam

TEAMS = plain_resource(
    "support_teams",
    "SupportTeam",
    SupportTeam,
    "id name lead_id is_active created_at",
    filters={"name": exact(SupportTeam.name, 60)},
)

MACROS = plain_resource(
    "support_macros",
    "SupportMacro",
    SupportMacro,
    "id name is_active team_id priority to_me assignee_id reply text text_en created_at",
    filters={"name": exact(SupportMacro.name, 80)},
    tags=Items(Text(40)),
)

FIELDS = plain_resource(
    "support_fields",
    "SupportField",
    SupportField,
    "id name name_en kind value_type is_required for_customer position is_active created_at",
    by=("kind",),
    choices=Items(Text(80)),
    choices_en=Items(Text(80)),
)

MAILBOXES = plain_resource(
    "support_mailboxes",
    "SupportMailbox",
    SupportMailbox,
    "id folder moved_to since_date is_active polled_at poll_error created_at",
)

"""The status page: uptime, its one word, what it says, and announced maintenance."""

from workflows.status.announcing.edit_announcement import edit_announcement
from workflows.status.announcing.make_announcement import make_announcement
from workflows.status.announcing.publish_announcement import publish_announcement
from workflows.status.announcing.withdraw_announcement import withdraw_announcement
from workflows.status.collect_status import ComponentReport, IncidentReport, StatusReport, collect_status
from workflows.status.feeds import atom, rss
from workflows.status.list_announcements import list_announcements
from workflows.status.list_uptimes import list_uptimes
from workflows.status.maintenance.cancel_maintenance import cancel_maintenance
from workflows.status.maintenance.finish_maintenance import finish_maintenance
from workflows.status.maintenance.plan_maintenance import plan_maintenance
from workflows.status.maintenance.sweep_maintenance import sweep_maintenance
from workflows.status.maintenance.verify_maintenance import verify_maintenance
from workflows.status.mirror_components import mirror_components
from workflows.status.note_states import note_states
from workflows.status.read_component_state import read_component_state
from workflows.status.rename_component import rename_component
from workflows.status.statuspage_json import (
    answers,
    impact_of,
    state_of_severity,
    word_of_incident,
)
from workflows.status.statuspage_maintenance import word_of_maintenance
from workflows.status.subscribers.announcing.announce_end import announce_end
from workflows.status.subscribers.announcing.announce_news import announce_news
from workflows.status.subscribers.announcing.list_subscribers import list_component_ids, list_subscribers
from workflows.status.subscribers.announcing.webhook_json import news_json
from workflows.status.subscribers.change_subscription import change_subscription
from workflows.status.subscribers.confirm_chat import confirm_chat
from workflows.status.subscribers.confirm_subscription import confirm_subscription
from workflows.status.subscribers.forget_chat import forget_chat
from workflows.status.subscribers.remove_subscriber import remove_subscriber
from workflows.status.subscribers.subscribe import subscribe
from workflows.status.subscribers.subscribe_chat import subscribe_chat
from workflows.status.subscribers.subscribe_webhook import subscribe_webhook
from workflows.status.subscribers.unsubscribe import unsubscribe
from workflows.status.uptime import Down, Uptime, uptime
from workflows.status.windows import list_windows_of_check

ANNOUNCEMENT_VERBS = {"publish": publish_announcement, "withdraw": withdraw_announcement}
MAINTENANCE_VERBS = {"verify": verify_maintenance, "finish": finish_maintenance, "cancel": cancel_maintenance}

__all__ = [
    "ANNOUNCEMENT_VERBS",
    "MAINTENANCE_VERBS",
    "ComponentReport",
    "Down",
    "IncidentReport",
    "StatusReport",
    "Uptime",
    "announce_end",
    "announce_news",
    "answers",
    "atom",
    "cancel_maintenance",
    "change_subscription",
    "collect_status",
    "confirm_chat",
    "confirm_subscription",
    "edit_announcement",
    "finish_maintenance",
    "forget_chat",
    "impact_of",
    "list_announcements",
    "list_component_ids",
    "list_subscribers",
    "list_uptimes",
    "list_windows_of_check",
    "make_announcement",
    "mirror_components",
    "news_json",
    "note_states",
    "plan_maintenance",
    "publish_announcement",
    "read_component_state",
    "remove_subscriber",
    "rename_component",
    "rss",
    "state_of_severity",
    "subscribe",
    "subscribe_chat",
    "subscribe_webhook",
    "sweep_maintenance",
    "unsubscribe",
    "uptime",
    "verify_maintenance",
    "withdraw_announcement",
    "word_of_incident",
    "word_of_maintenance",
]

"""What people are told inside the house and what they chose to be told: the front door of the area."""

from workflows.notices.browsers import list_push_subscriptions
from workflows.notices.wishes import wanted_channels

__all__ = ["list_push_subscriptions", "wanted_channels"]

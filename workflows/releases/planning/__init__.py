"""When releases may go, and who wants to know of them."""

from workflows.releases.planning.allow_in_freeze import allow_in_freeze
from workflows.releases.planning.calendar import (
    Change,
    find_freeze,
    list_changes_between,
    list_followers,
    list_overrides,
)
from workflows.releases.planning.follow_release import follow_release
from workflows.releases.planning.unfollow_release import unfollow_release

VERBS = {"allow_in_freeze": allow_in_freeze, "follow": follow_release, "unfollow": unfollow_release}

__all__ = [
    "VERBS",
    "Change",
    "allow_in_freeze",
    "find_freeze",
    "follow_release",
    "list_changes_between",
    "list_followers",
    "list_overrides",
    "unfollow_release",
]

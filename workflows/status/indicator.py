"""The one word over the status page, from the states of its components (names as Statuspage has them)."""

from collections.abc import Iterable

RANKS = ("operational", "under_maintenance", "degraded_performance", "partial_outage", "major_outage")
INDICATORS = {
    "operational": "none",
    "under_maintenance": "maintenance",
    "degraded_performance": "minor",
    "partial_outage": "major",
    "major_outage": "critical",
}
DESCRIPTIONS = {
    "none": "All Systems Operational",
    "maintenance": "Service Under Maintenance",
    "minor": "Partially Degraded Service",
    "major": "Partial System Outage",
    "critical": "Major Service Outage",
}


def worst(states: Iterable[str]) -> str:
    """The worst of several states; operational when there are none."""
    return max(states, key=RANKS.index, default="operational")


def indicator(groups: Iterable[Iterable[str]], *, critical_needs_most: bool = False) -> str:
    """From the worst component. With `critical_needs_most` a major outage is critical only for over half of a group."""
    found = "operational"
    for members in groups:
        states = list(members)
        state = worst(states)
        if critical_needs_most and state == "major_outage" and 2 * states.count("major_outage") <= len(states):
            state = "partial_outage"
        found = worst((found, state))
    return INDICATORS[found]

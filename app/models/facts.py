"""The facts that webhooks tell: named audit entries, taken from the flow tables."""

from collections.abc import Iterable, Mapping

from app.models import FLOWS

# table → audit action → the fact's name
FACTS: Mapping[str, Mapping[str, str]] = {
    flow.model.__tablename__: facts for flow in FLOWS.values() if (facts := flow.published_facts())
} | {"status_components": {"state_changed": "component.updated"}}
# several transitions may tell one fact: a visit finishes by the technician, by CS, or as failed
ALL_FACTS: tuple[str, ...] = tuple(dict.fromkeys(fact for actions in FACTS.values() for fact in actions.values()))


def triggers_of(facts: Iterable[str]) -> list[str]:
    """The audit entries that tell these facts, as `table.action`."""
    wanted = set(facts)
    return [
        f"{thing}.{action}" for thing, actions in FACTS.items() for action, fact in actions.items() if fact in wanted
    ]

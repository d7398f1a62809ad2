"""Assignment rules as sentences."""

from app.core.i18n import gettext
from app.models.support.settings.rules import HOURS_LABELS, LOCALE_LABELS, SupportRule
from app.models.support.ticket import KIND_LABELS, SOURCE_LABELS


def rule_sentence(rule: SupportRule) -> str:
    """As in `Jika Keluhan dan tag bocor: tim Servis, kepada Lia`."""
    asked = [
        str(KIND_LABELS[rule.kind]) if rule.kind else "",
        str(SOURCE_LABELS[rule.source]) if rule.source else "",
        str(LOCALE_LABELS[rule.locale]) if rule.locale else "",
        str(HOURS_LABELS[rule.hours]) if rule.hours else "",
        gettext("tag %(tag)s", tag=rule.tag) if rule.tag else "",
        gettext("berisi %(words)s", words=rule.words) if rule.words else "",
        rule.customer.name if rule.customer else "",
    ]
    conditions = gettext(" dan ").join(one for one in asked if one)
    if not conditions:
        return gettext("Semua tiket: %(where)s.", where=goes_to(rule))
    return gettext("Jika %(conditions)s: %(where)s.", conditions=conditions, where=goes_to(rule))


def goes_to(rule: SupportRule) -> str:
    team = gettext("tim %(name)s", name=rule.team.name) if rule.team else ""
    person = gettext("kepada %(name)s", name=rule.assignee.name) if rule.assignee else ""
    return ", ".join(one for one in (team, person) if one)

"""What Meta tells about our templates and our account."""

from collections.abc import Mapping
from typing import Any

from integrations.shapes import items, mapping, text
from integrations.whatsapp.events import AccountChanged, TemplateChanged

TEMPLATES, ACCOUNT = "message_template_status_update", "account_update"
QUALITY, REVIEW = "phone_number_quality_update", "account_review_update"
TEMPLATE_QUALITY = "message_template_quality_update"  # RED: Meta pauses the template next


def read_change(field_name: str | None, value: Any, key: str, raw: Mapping[str, Any]) -> Any:
    """A TemplateChanged or AccountChanged; None for any other field, and when the essential words are missing."""
    if field_name == REVIEW and (decision := text(value, "decision")):
        return AccountChanged(key, f"REVIEW_{decision}", "", raw)
    if field_name == TEMPLATE_QUALITY and text(value, "new_quality_score") == "RED":
        return AccountChanged(key, "TEMPLATE_RED", text(value, "message_template_name") or "", raw)
    happening = text(value, "event")
    if happening is None:
        return None
    if field_name in {ACCOUNT, QUALITY}:
        return AccountChanged(key, happening, _detail(value), raw)
    name = text(value, "message_template_name")
    if field_name != TEMPLATES or name is None:
        return None
    info = mapping(value, "other_info")
    reason = text(info, "description") or text(info, "title") or text(value, "reason") or ""
    language = text(value, "message_template_language") or ""
    return TemplateChanged(key, name, language, happening, "" if reason == "NONE" else reason, raw)


def _detail(value: Any) -> str:
    """The ban's state, the kind of violation, what is restricted, or the number and its limit."""
    restricted = [text(one, "restriction_type") for one in items(value, "restriction_info")]
    limit = text(value, "max_daily_conversations_per_business") or text(value, "current_limit")
    number = [text(value, "display_phone_number"), limit]
    found = text(value, "ban_info", "waba_ban_state") or text(value, "violation_info", "violation_type")
    return found or ", ".join(sorted({word for word in [*restricted, *number] if word}))

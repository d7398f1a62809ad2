"""What Meta tells about our templates and our account."""

from collections.abc import Mapping
from typing import Any

from integrations.shapes import mapping, text
from integrations.whatsapp.events import AccountChanged, TemplateChanged

TEMPLATES, ACCOUNT = "message_template_status_update", "account_update"


def read_change(field_name: str | None, value: Any, key: str, raw: Mapping[str, Any]) -> Any:
    """A TemplateChanged or AccountChanged; None for any other field, and when the essential words are missing."""
    happening = text(value, "event")
    if happening is None:
        return None
    if field_name == ACCOUNT:
        detail = text(value, "ban_info", "waba_ban_state") or text(value, "violation_info", "violation_type") or ""
        return AccountChanged(key, happening, detail, raw)
    name = text(value, "message_template_name")
    if field_name != TEMPLATES or name is None:
        return None
    info = mapping(value, "other_info")
    reason = text(info, "description") or text(info, "title") or text(value, "reason") or ""
    language = text(value, "message_template_language") or ""
    return TemplateChanged(key, name, language, happening, "" if reason == "NONE" else reason, raw)

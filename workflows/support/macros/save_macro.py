"""Write a macro."""

from typing import Any

from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.support.settings.macros import SupportMacro
from app.policies.service_levels.reply_variables import VARIABLES, unknown_variables
from workflows.support.triage.tag_ticket import read_tags


def save_macro(session: Session, macro: SupportMacro, *, name: str, tags: str, **columns: Any) -> SupportMacro:
    """Unknown variables are refused; a reply needs its words, and a macro does something."""
    for field in ("text", "text_en"):
        if unknown := unknown_variables(columns.get(field) or ""):
            words = N_(
                "Variabel ini tidak dikenal: %(names)s. Yang ada: %(known)s.",
                names=", ".join(unknown),
                known=", ".join(VARIABLES),
            )
            raise Invalid(words, field=field)
    if columns.get("reply") and not (columns.get("text") or "").strip():
        raise Invalid(N_("Tulis teks balasannya."), field="text")
    macro.name, macro.tags = " ".join(name.split()), read_tags(tags)
    for column, value in columns.items():
        setattr(macro, column, value)
    if not any((macro.reply, macro.tags, macro.priority, macro.team_id, macro.assignee_id, macro.to_me)):
        raise Invalid(N_("Pilih paling sedikit satu langkah."), field="reply")
    session.add(macro)
    session.flush()
    return macro

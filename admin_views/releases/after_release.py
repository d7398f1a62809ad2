"""What follows a release, as its page shows it."""

from typing import Any

from admin_views.framework.navigation import record_url
from app.core.clock import utc_now
from app.core.db import db
from app.models.releases.after_release import VOICE_LABELS, ReleaseAction, VoiceSource
from app.models.releases.readiness import ItemStatus
from app.models.releases.release import Release
from app.presenters.dates import day
from workflows.releases.after_release import find_retrospective, get_after_release


def after_release_of(record: Release) -> dict[str, Any] | None:
    found = get_after_release(db.session(), record, now=utc_now())
    if found is None:
        return None
    voices = [(VOICE_LABELS[one], [voice for voice in found.voices if voice.source == one]) for one in VoiceSource]
    return {"found": found, "voices": voices, "actions": [_action(one) for one in found.actions]}


def _action(one: ReleaseAction) -> dict[str, Any]:
    """`held_by`: the later release whose checklist has it."""
    later = one.item.release if one.item else None
    return {
        "it": one,
        "due": day(one.due_date),
        "is_done": one.item is not None and one.item.status == ItemStatus.DONE,
        "held_by": str(later) if later else "",
        "href": record_url(Release, later.id) if later else None,
    }


def retrospective_answers(record: Release) -> dict[str, Any]:
    """What was written, to be written on; the first has a version, too."""
    written = find_retrospective(db.session(), record.id)
    return {name: getattr(written, name, "") for name in ("went_well", "went_badly", "lessons")}

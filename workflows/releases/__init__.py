"""Releases: what is live since when."""

from workflows.releases.note_live_release import note_live_release

__all__ = ["note_live_release"]

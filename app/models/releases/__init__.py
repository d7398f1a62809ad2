"""Releases, backups and restore drills."""

from app.models.releases.release import OWN_SYSTEM, Release, ReleaseStatus

__all__ = ["OWN_SYSTEM", "Release", "ReleaseStatus"]

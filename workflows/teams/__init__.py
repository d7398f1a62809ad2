"""The team of a visit, changed by CS at any time: assigned, released, replaced."""

from workflows.teams.ask_release import ask_release
from workflows.teams.assign_technician import assign_technician
from workflows.teams.errors import CannotCome
from workflows.teams.keep_technician import keep_technician
from workflows.teams.release_every_place import release_every_place
from workflows.teams.release_technician import release_technician

VERBS = {
    "assign_technician": assign_technician,
    "release_technician": release_technician,
    "keep_technician": keep_technician,
    "ask_release": ask_release,
}

__all__ = [
    "VERBS",
    "CannotCome",
    "ask_release",
    "assign_technician",
    "keep_technician",
    "release_every_place",
    "release_technician",
]

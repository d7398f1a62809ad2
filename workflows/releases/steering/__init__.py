"""Asking a rollout's controller for something, and what it answers and measures."""

from workflows.releases.steering.answer_command import answer_command
from workflows.releases.steering.ask_hold import ask_hold
from workflows.releases.steering.ask_promote import ask_promote
from workflows.releases.steering.ask_resume import ask_resume
from workflows.releases.steering.ask_roll_back import ask_roll_back
from workflows.releases.steering.ask_start import ask_start
from workflows.releases.steering.list_commands import find_system, find_waiting, list_commands, list_samples
from workflows.releases.steering.serve_system import serve_system
from workflows.releases.steering.store_sample import store_sample

VERBS = {
    "ask_hold": ask_hold,
    "ask_promote": ask_promote,
    "ask_resume": ask_resume,
    "ask_roll_back": ask_roll_back,
    "ask_start": ask_start,
}

__all__ = [
    "VERBS",
    "answer_command",
    "ask_hold",
    "ask_promote",
    "ask_resume",
    "ask_roll_back",
    "ask_start",
    "find_system",
    "find_waiting",
    "list_commands",
    "list_samples",
    "serve_system",
    "store_sample",
]

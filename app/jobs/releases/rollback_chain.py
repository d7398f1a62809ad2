"""What a rollback still has to do when its own process has ended."""

from flask import current_app

from app.releases.rollout.chain import run_chain
from app.releases.rollout.control import folder_of
from app.releases.rollout.state import RolloutBusy, read_state, rollout_state
from app.settings import Settings


def finish_rollback_chain() -> None:
    """RQ job: tries what is pending once more."""
    settings: Settings = current_app.config["SETTINGS"]
    folder = folder_of(settings.instance_dir)
    if not (folder / "state.json").exists() or not read_state(folder).pending:
        return
    try:
        with rollout_state(folder) as state:
            run_chain(state, lambda _words: None)
    except RolloutBusy:
        return

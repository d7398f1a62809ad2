"""The steps of a working day, as the technician's pages show them."""

from typing import Any

from app.core.i18n import N_, Sentence
from app.models.visits.visit import FINISHED
from workflows.fieldwork import Job, Step

STEP_LABELS: dict[Step, Sentence] = {
    Step.CHECK_IN: N_("Check-in"),
    Step.BEFORE: N_("Foto sebelum"),
    Step.AFTER: N_("Foto sesudah"),
    Step.HANDOVER: N_("BAST"),
    Step.CHECK_OUT: N_("Check-out"),
    Step.FINISH: N_("Selesai"),
}


def steps_of(job: Job) -> list[dict[str, Any]]:
    """For `ui.progress_steps`: what is done, what is next."""
    proof, finished = job.proof, job.visit.status in FINISHED
    done = {
        Step.CHECK_IN: job.step != Step.CHECK_IN,
        Step.BEFORE: proof.before >= proof.before_required,
        Step.AFTER: proof.after >= proof.after_required,
        Step.HANDOVER: proof.has_handover,
        Step.CHECK_OUT: job.step == Step.FINISH,
        Step.FINISH: False,
    }
    return [{"label": label, "state": _state(step, job, finished or done[step])} for step, label in STEP_LABELS.items()]


def _state(step: Step, job: Job, done: bool) -> str:  # noqa: FBT001
    if step == job.step:
        return "current"
    return "done" if done else "todo"

"""A command is carried out once, and its answer is told until the database has it.

The answer is kept with the rollout first: a database that is away by then, or a killed controller, leads to the same
answer later, never to a second start of a version that was taken back meanwhile.
"""

from collections.abc import Callable

from app.core.clock import utc_now
from app.core.db import db, unit_of_work
from app.core.i18n import Sentence, in_both_languages
from app.releases.rollout.colours import BuildFailed
from app.releases.rollout.control import NotNow, Say
from app.releases.rollout.haproxy import SwitchFailed
from app.releases.rollout.state import RolloutState
from integrations.rollouts import ShareRefused
from workflows.releases.steering import answer_command


def answer_once(state: RolloutState, command_id: int, carry_out: Callable[[Say], None], say: Say) -> None:
    """The last words that `carry_out` says are the answer, or those of its refusal."""
    if state.answered.get("id") != command_id:
        done, words = _try(carry_out, say)
        answer, answer_en = in_both_languages(words)
        state.answered = {"id": command_id, "done": done, "answer": answer, "answer_en": answer_en}
        state.keep()
    db.session.remove()
    kept = state.answered
    unit_of_work(
        lambda session: answer_command(
            session,
            command_id=command_id,
            done=kept["done"],
            answer=kept["answer"],
            answer_en=kept.get("answer_en", ""),  # the program before kept none
            now=utc_now(),
        )
    )


def _try(carry_out: Callable[[Say], None], say: Say) -> tuple[bool, Sentence]:
    entries: list[Sentence] = [""]

    def tell(words: Sentence) -> None:
        entries.append(words)
        say(words)

    try:
        carry_out(tell)
    except (BuildFailed, NotNow, ShareRefused, SwitchFailed) as problem:
        tell(problem.args[0])
        return False, entries[-1]
    return True, entries[-1]

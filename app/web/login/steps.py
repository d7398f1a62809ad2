"""Between the first proof and the session: what else a person has to show, the same for all ways in."""

from collections.abc import Callable

from flask import redirect
from flask.typing import ResponseReturnValue

from app.http.auth.home_page import home_of
from app.http.auth.sessions import start_session
from app.models.accounts.user import User
from app.web.login.second_factor_step import ask_second_factor

Step = Callable[[User, str, str | None], ResponseReturnValue | None]
"""`step(user, how, then)`: a page or redirect when something is missing yet; None when this step is done."""

STEPS: tuple[Step, ...] = (ask_second_factor,)


def finish_login(user: User, *, how: str, then: str | None = None) -> ResponseReturnValue:
    """Let the person in, or lead them to what is still missing. `then`: a path of our own to go on to."""
    for step in STEPS:
        missing = step(user, how, then)
        if missing is not None:
            return missing
    start_session(user, how=how)
    return redirect(then or home_of(user))

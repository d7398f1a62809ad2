"""`flask release` where nothing rolls: one sentence each, and no process is started."""

import json

from flask import Flask

from app.jobs.releases.rollback_chain import finish_rollback_chain


def test_commands_say_what_is_going_on(app: Flask) -> None:
    run = app.test_cli_runner().invoke
    state = json.loads(run(args=["release", "status"]).stdout)
    assert (state["live"], state["canary"], state["routing"]) == ("", "", {})
    for word in ("promote", "hold"):
        said = run(args=["release", word])
        assert (said.exit_code, "tidak ada yang bergulir" in said.output) == (1, True)
    said = run(args=["release", "rollback"])
    assert (said.exit_code, said.output.strip()) == (0, "tidak ada yang perlu dikembalikan")


def test_the_schedule_has_nothing_to_finish_where_nothing_was_taken_back(app: Flask) -> None:
    run = app.test_cli_runner().invoke
    before = run(args=["release", "status"]).stdout
    with app.app_context():
        finish_rollback_chain()
    assert run(args=["release", "status"]).stdout == before

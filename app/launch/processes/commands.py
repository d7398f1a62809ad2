"""Several flask commands in one process: the application is imported once, which is most of their time.

`python -m app.launch.processes.commands "db upgrade" "demo accounts"`; ends at the first one that fails.
"""

import sys

from flask.cli import FlaskGroup

from wsgi import app


def main(commands: list[str]) -> None:
    """Run the commands in turn."""
    flask = FlaskGroup(create_app=lambda: app)
    for command in commands:
        flask.main(command.split(), prog_name="flask", standalone_mode=False)


if __name__ == "__main__":
    main(sys.argv[1:])

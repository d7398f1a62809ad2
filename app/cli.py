"""Commands: `flask --app wsgi <command>`."""

import sys
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import AppGroup, run_command, shell_command, with_appcontext
from flask_migrate.cli import db as migrations

from app.core.clock import utc_now
from app.core.db import db, transaction
from app.core.errors import DomainError
from app.core.web_push_keys import new_key_pair
from app.demo.load import demo_accounts, load_demo
from app.http.auth.permission_matrix import rights
from app.launch.own_servers import FLAG
from app.models import FLOWS
from app.models.accounts.user import Role
from app.settings import Settings
from workflows.accounts.users import create_user

DOCS = Path(__file__).resolve().parent.parent / "docs"


EMBEDDED = click.Option([FLAG], is_flag=True, expose_value=False, help="Use the embedded servers of INSTANCE_DIR.")


def init_commands(app: Flask) -> None:
    app.cli.add_command(permissions)
    app.cli.add_command(settings)
    app.cli.add_command(flows)
    app.cli.add_command(docs)
    app.cli.add_command(user)
    app.cli.add_command(demo)
    app.cli.add_command(vapid_keys)
    for command in (*app.cli.commands.values(), migrations, run_command, shell_command):
        _accept_embedded(command)


def _accept_embedded(command: click.Command) -> None:
    """Every command takes `--embedded`, which `app.launch.own_servers` has read by the time click sees it."""
    if isinstance(command, click.Group):
        for one in command.commands.values():
            _accept_embedded(one)
    elif EMBEDDED not in command.params:
        command.params.append(EMBEDDED)


@click.command()
@with_appcontext
def permissions() -> None:
    """Print who may enter each route and make each move."""
    roles = list(Role)
    print(f"{'':60}" + " ".join(f"{role:>10}" for role in roles) + "   stranger")
    with current_app.test_request_context():
        for one in sorted(rights(current_app), key=lambda one: one.kind == "move"):
            open_to = one.roles or (roles if one.keyed_by else ())
            marks = " ".join(f"{'yes' if role in open_to else '-':>10}" for role in roles)
            address = f"move {one.address}" if one.kind == "move" else one.address
            print(f"{address:60}{marks}   {one.scope or one.keyed_by or '-'}")


@click.command()
def settings() -> None:
    """Print the table of settings."""
    print(settings_table())


@click.command()
def vapid_keys() -> None:
    """Print a new pair of keys for web push."""
    private, public = new_key_pair()
    print(f"VAPID_PRIVATE_KEY={private}\nVAPID_PUBLIC_KEY={public}")


@click.command()
def flows() -> None:
    """Print the state diagrams."""
    print(flow_diagrams())


@click.command()
def docs() -> None:
    """Write the generated parts of docs/ anew."""
    for path, name, text in generated_docs():
        path.write_text(filled(path.read_text(), name, text))


def settings_table() -> str:
    rows = [
        f"| `{name.upper()}` | {'–' if field.default is None else f'`{field.default}`'} | {field.description} |"
        for name, field in Settings.model_fields.items()
    ]
    return "\n".join(["| Setting | Default | Meaning |", "|---|---|---|", *rows])


def flow_diagrams() -> str:
    return "\n\n".join(f"### {flow.name}\n\n```mermaid\n{flow.diagram()}\n```" for flow in FLOWS.values())


def generated_docs() -> list[tuple[Path, str, str]]:
    """(file, name of the marked block, its text)."""
    return [
        (DOCS / "architecture.md", "flows", flow_diagrams()),
        (DOCS / "operations.md", "settings", settings_table()),
    ]


def filled(document: str, name: str, text: str) -> str:
    """The document with the block between `<!-- name -->` and `<!-- /name -->` replaced."""
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    head, _, rest = document.partition(begin)
    return f"{head}{begin}\n{text}\n{end}{rest.partition(end)[2]}"


user = AppGroup("user", help="People who log in.")


@user.command("create")
@click.option("--name", required=True, help="the person's name")
@click.option("--username", required=True)
@click.option("--role", type=click.Choice([role.lower() for role in Role]), default="admin", show_default=True)
@click.option("--email", default="")
@click.option("--phone", default="")
@click.option("--password", prompt=True, hide_input=True, confirmation_prompt=True, help="changed at the first login")
def create(name: str, username: str, role: str, email: str, phone: str, password: str) -> None:
    """Make a user, for example the first admin of a fresh installation."""
    facts = {"name": name, "username": username, "email": email, "phone_e164": phone, "password": password}
    try:
        with current_app.test_request_context(), transaction() as session:
            made = create_user(session, role=Role(role.upper()), actor=None, now=utc_now(), **facts)
            print(f"{made.username} ({made.role.lower()})")
    except DomainError as refusal:
        with current_app.test_request_context():
            sys.exit(str(refusal))


demo = AppGroup("demo", help="The demo company.")


@demo.command("load")
def load() -> None:
    """Fill an empty database with the demo company; does nothing when there are customers."""
    if current_app.config["SETTINGS"].mode == "production":
        sys.exit("The demo company is never loaded in production mode.")
    with transaction() as session:
        load_demo(session, now=utc_now())


@demo.command("accounts")
def accounts() -> None:
    """Print one demo account for each role."""
    with current_app.test_request_context():
        rows = demo_accounts(db.session())
    for role, name, username, password in rows:
        print(f"{role:<10} {username:<9} {password:<20} {name}")

"""Commands: `flask --app wsgi <command>`."""

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from app.gate.entry import entry_of
from app.models import FLOWS
from app.models.user import Role
from app.settings import Settings


def init_commands(app: Flask) -> None:
    app.cli.add_command(permissions)
    app.cli.add_command(settings)
    app.cli.add_command(flows)


@click.command()
@with_appcontext
def permissions() -> None:
    """Print who may enter each route and make each move."""
    roles = list(Role)
    print(f"{'':60}" + " ".join(f"{role:>10}" for role in roles) + "   stranger")
    for rule in sorted(current_app.url_map.iter_rules(), key=str):
        entry = entry_of(current_app, rule.endpoint)
        if entry is None:
            continue
        methods = ",".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
        marks = " ".join(f"{'yes' if entry.keyed_by or role in entry.roles else '-':>10}" for role in roles)
        print(f"{methods + ' ' + rule.rule:60}{marks}   {entry.keyed_by or '-'}")
    print()
    for flow in FLOWS.values():
        for name, move in flow.moves.items():
            marks = " ".join(f"{'yes' if role in move.by else '-':>10}" for role in roles)
            print(f"{'move ' + flow.name + '.' + name:60}{marks}   -")


@click.command()
def settings() -> None:
    """Print the table of settings for docs/operations.md."""
    print("| Setting | Default | Meaning |\n|---|---|---|")
    for name, field in Settings.model_fields.items():
        default = "–" if field.default is None else f"`{field.default}`"
        print(f"| `{name.upper()}` | {default} | {field.description} |")


@click.command()
def flows() -> None:
    """Print the state diagrams for docs/architecture.md."""
    for flow in FLOWS.values():
        print(f"### {flow.name}\n\n```mermaid\n{flow.diagram()}\n```\n")

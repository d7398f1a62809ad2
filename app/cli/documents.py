"""What the code knows, printed or written into docs/."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from app.http.auth.permission_matrix import rights
from app.models import FLOWS
from app.models.accounts.user import Role
from app.settings import Settings

DOCS = Path(__file__).resolve().parents[2] / "docs"


@click.command()
@with_appcontext
def permissions() -> None:
    """Print who may enter each route and make each move."""
    roles = list(Role)
    print(f"{'':60}" + " ".join(f"{role:>10}" for role in roles) + "   visitor")
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

"""Commands: `flask --app wsgi <command>`."""

import click
from flask import Flask
from flask.cli import run_command, shell_command
from flask_migrate.cli import db as migrations

from app.cli.backups import backup, backup_key, drill, list_backups, restore_backup
from app.cli.demo import demo
from app.cli.doctor import doctor
from app.cli.documents import docs, flows, permissions, settings
from app.cli.files import files
from app.cli.grants import grants
from app.cli.providers import mail_test, telegram_webhook, whatsapp_test
from app.cli.release import release
from app.cli.secret_key import secret_key
from app.cli.sentences import in_one_sentence
from app.cli.sites import site
from app.cli.users import user
from app.cli.validate_deploy import validate_deploy
from app.launch.servers.own_servers import FLAG
from integrations.webpush.keys import new_key_pair

EMBEDDED = click.Option([FLAG], is_flag=True, expose_value=False, help="Use the embedded servers of INSTANCE_DIR.")


@click.command()
def vapid_keys() -> None:
    """Print a new pair of keys for web push."""
    private, public = new_key_pair()
    print(f"VAPID_PRIVATE_KEY={private}\nVAPID_PUBLIC_KEY={public}")


OURS = (
    backup,
    backup_key,
    demo,
    docs,
    doctor,
    drill,
    files,
    flows,
    grants,
    list_backups,
    mail_test,
    permissions,
    release,
    restore_backup,
    secret_key,
    settings,
    site,
    telegram_webhook,
    user,
    validate_deploy,
    vapid_keys,
    whatsapp_test,
)


def init_commands(app: Flask) -> None:
    for command in OURS:
        app.cli.add_command(command)
    for command in (*app.cli.commands.values(), migrations):
        in_one_sentence(command)
    for command in (*app.cli.commands.values(), migrations, run_command, shell_command):
        _accept_embedded(command)


def _accept_embedded(command: click.Command) -> None:
    """Every command takes `--embedded`, which `app.launch.servers.own_servers` has read by the time click sees it."""
    if isinstance(command, click.Group):
        for one in command.commands.values():
            _accept_embedded(one)
    elif EMBEDDED not in command.params:
        command.params.append(EMBEDDED)

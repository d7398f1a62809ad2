"""People, when the panel cannot be reached: the first admin, a forgotten password, a lost phone."""

import sys

import click
from flask.cli import AppGroup
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.cli.sentences import print_table
from app.core.clock import utc_now
from app.core.db import db, transaction
from app.models.accounts.user import Role, User, UserStatus
from workflows.accounts.users import create_user, deactivate_user, reset_password
from workflows.authentication.mfa import reset_factors

user = AppGroup("user", help="People who log in.")
BY = click.option("--by", default="", help="username of the admin who does it; default: the first active one")
PASSWORD = click.option(
    "--password", prompt=True, hide_input=True, confirmation_prompt=True, help="changed at the first login"
)


@user.command("create")
@click.option("--name", required=True, help="the person's name")
@click.option("--username", required=True)
@click.option("--role", type=click.Choice([role.lower() for role in Role]), default="admin", show_default=True)
@click.option("--email", default="")
@click.option("--phone", default="")
@PASSWORD
def create(name: str, username: str, role: str, email: str, phone: str, password: str) -> None:
    """Make a user, for example the first admin of a fresh installation."""
    facts = {"name": name, "username": username, "email": email, "phone_e164": phone, "password": password}
    with transaction() as session:
        made = create_user(session, role=Role(role.upper()), actor=None, now=utc_now(), **facts)
        print(f"{made.username} ({made.role.lower()})")


@user.command("list")
@click.option("--role", type=click.Choice([role.lower() for role in Role]), default=None)
def list_users(role: str | None) -> None:
    """Print everybody with an account: username, role, status, last log-in, name."""
    wanted = select(User).order_by(User.role, User.username)
    people = db.session.scalars(wanted.where(User.role == Role(role.upper())) if role else wanted)
    print_table([_row(person) for person in people])


@user.command("password")
@click.argument("username")
@BY
@PASSWORD
def password(username: str, by: str, password: str) -> None:
    """Give a person a new initial password; every way in is closed."""
    with transaction() as session:
        person, actor = _find(session, username), _actor(session, by)
        reset_password(session, user_id=person.id, actor=actor, now=utc_now(), password=password)
    print(f"{username}: the new password holds until the next login.")


@user.command("deactivate")
@click.argument("username")
@BY
def deactivate(username: str, by: str) -> None:
    """Close a person's account and every way in."""
    with transaction() as session:
        deactivate_user(session, user_id=_find(session, username).id, actor=_actor(session, by), now=utc_now())
    print(f"{username}: closed.")


@user.command("second-factor-off")
@click.argument("username")
@BY
def second_factor_off(username: str, by: str) -> None:
    """Take a person's authenticator, recovery codes and passkeys away, because the phone is gone."""
    with transaction() as session:
        reset_factors(session, user_id=_find(session, username).id, actor=_actor(session, by), now=utc_now())
    print(f"{username}: the password alone is enough until a new second factor is set up.")


def _find(session: Session, username: str) -> User:
    found = session.scalars(select(User).where(func.lower(User.username) == username.lower())).one_or_none()
    return found or sys.exit(f"There is no user '{username}'; see `flask --app wsgi user list`.")


def _actor(session: Session, by: str) -> User:
    """The admin in whose name it is done: the audit log names them."""
    if by:
        return _find(session, by)
    admins = select(User).where(User.role == Role.ADMIN, User.status == UserStatus.ACTIVE).order_by(User.id).limit(1)
    return session.scalars(admins).one_or_none() or sys.exit("There is no active admin; make one with `user create`.")


def _row(person: User) -> tuple[str, ...]:
    last = f"{person.last_login_at:%Y-%m-%d}" if person.last_login_at else "never"
    return person.username, person.role.lower(), person.status.lower(), last, person.name

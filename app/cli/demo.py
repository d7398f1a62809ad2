"""The demo company."""

import sys

from flask import current_app
from flask.cli import AppGroup

from app.core.clock import utc_now
from app.core.db import db, transaction
from app.demo.load import demo_accounts, load_demo
from app.demo.staff.demo_accounts import lock_demo_accounts

demo = AppGroup("demo", help="The demo company.")


@demo.command("load")
def load() -> None:
    """Fill an empty database with the demo company; does nothing when there are customers."""
    if current_app.config["SETTINGS"].mode == "production":
        sys.exit("The demo company is never loaded in production mode.")
    with transaction() as session:
        load_demo(session, now=utc_now(), version=current_app.config["VERSION"])


@demo.command("accounts")
def accounts() -> None:
    """Print one demo account for each role."""
    with current_app.test_request_context():
        rows = demo_accounts(db.session())
    for role, name, username, password in rows:
        print(f"{role:<10} {username:<9} {password:<20} {name}")


@demo.command("lock")
def lock() -> None:
    """Give every demo account a password that nobody knows; production does not start with an open one."""
    with current_app.test_request_context(), transaction() as session:
        locked = lock_demo_accounts(session, now=utc_now())
    print(f"Locked: {', '.join(locked)}" if locked else "There are no open demo accounts.")

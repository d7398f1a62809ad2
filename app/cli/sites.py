"""`flask site zones`: sites whose time zone does not fit their place."""

import click
from flask.cli import AppGroup

from app.cli.sentences import print_table
from app.core.clock import utc_now
from app.core.db import db, transaction
from workflows.customers import correct_zone, list_wrong_zones

site = AppGroup("site", help="The places where work is done.")


@site.command("zones")
@click.option("--write", is_flag=True, help="correct them; without it they are only listed")
def zones(*, write: bool) -> None:
    """List sites whose stored time zone differs from that of their coordinates, postal code or place names.

    Planned visits keep their moment, so at the site they begin at another hour than was written: their numbers are
    listed, to be rescheduled where the hour was meant.
    """
    found = list(list_wrong_zones(db.session(), now=utc_now()))
    rows = [("site", "customer", "stored", "place", "planned visits")]
    for one in found:
        facts = (str(one.site.id), f"{one.site.customer.code} {one.site.name}", one.site.time_zone, one.zone)
        rows.append((*facts, ", ".join(one.visits) or "-"))
    wanted = [(one.site.id, one.zone) for one in found]
    print_table(rows)
    if write:
        with transaction() as session:
            for site_id, zone in wanted:
                correct_zone(session, site_id=site_id, zone=zone)
    print(f"{len(wanted)} {'corrected' if write else 'to correct: run again with --write'}.")

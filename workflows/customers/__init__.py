"""MDM, customers and their sites: registered, edited, imported, deleted."""

from workflows.customers.activate_customer import activate_customer
from workflows.customers.address import clean_address, zone_of
from workflows.customers.deactivate_customer import deactivate_customer
from workflows.customers.delete_customer import OpenWork, delete_customer
from workflows.customers.edit_customer import edit_customer
from workflows.customers.imports.confirm_import import confirm_import
from workflows.customers.imports.fail_import import fail_import
from workflows.customers.imports.get_import import get_import, missing_columns
from workflows.customers.imports.import_columns import COLUMNS, HEADINGS, SAMPLE
from workflows.customers.imports.import_next_rows import import_next_rows
from workflows.customers.imports.map_import import map_import
from workflows.customers.imports.preview_import import Preview, preview_import
from workflows.customers.imports.sheet import Sheet
from workflows.customers.imports.store_import import store_import
from workflows.customers.register_customer import register_customer
from workflows.customers.replace_links import replace_links
from workflows.customers.restore_customer import restore_customer
from workflows.customers.rules import PhoneTaken, find_customer_by_phone
from workflows.customers.settle_complaint import settle_complaint
from workflows.customers.sites.add_site import add_site
from workflows.customers.sites.correct_zone import correct_zone
from workflows.customers.sites.edit_site import edit_site
from workflows.customers.sites.list_wrong_zones import find_zone_of, list_wrong_zones
from workflows.customers.sites.remove_site import remove_site
from workflows.customers.sites.set_zone import set_zone
from workflows.customers.timeline import TimelineEntry, list_timeline_entries

VERBS = {
    "deactivate": deactivate_customer,
    "activate": activate_customer,
    "delete": delete_customer,
    "restore": restore_customer,
    "settle_complaint": settle_complaint,
    "replace_links": replace_links,
}

__all__ = [
    "COLUMNS",
    "HEADINGS",
    "SAMPLE",
    "VERBS",
    "OpenWork",
    "PhoneTaken",
    "Preview",
    "Sheet",
    "TimelineEntry",
    "activate_customer",
    "add_site",
    "clean_address",
    "confirm_import",
    "correct_zone",
    "deactivate_customer",
    "delete_customer",
    "edit_customer",
    "edit_site",
    "fail_import",
    "find_customer_by_phone",
    "find_zone_of",
    "get_import",
    "import_next_rows",
    "list_timeline_entries",
    "list_wrong_zones",
    "map_import",
    "missing_columns",
    "preview_import",
    "register_customer",
    "remove_site",
    "replace_links",
    "restore_customer",
    "set_zone",
    "settle_complaint",
    "store_import",
    "zone_of",
]

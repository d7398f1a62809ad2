"""MDM, customers and their sites: registered, edited, imported, deleted."""

from workflows.customers.address import clean_address, zone_of
from workflows.customers.confirm_import import confirm_import, import_next_rows
from workflows.customers.edit_customer import edit_customer
from workflows.customers.import_columns import COLUMNS, SAMPLE
from workflows.customers.importing import (
    Preview,
    get_import,
    keep_import,
    map_import,
    missing_columns,
    preview_import,
)
from workflows.customers.register_customer import register_customer
from workflows.customers.rules import PhoneTaken, find_customer_by_phone
from workflows.customers.sheet import Sheet
from workflows.customers.sites import add_site, edit_site, remove_site
from workflows.customers.status import (
    OpenWork,
    activate_customer,
    deactivate_customer,
    delete_customer,
    restore_customer,
    settle_complaint,
)
from workflows.customers.timeline import Happening, list_happenings

VERBS = {
    "deactivate": deactivate_customer,
    "activate": activate_customer,
    "delete": delete_customer,
    "restore": restore_customer,
    "settle_complaint": settle_complaint,
}

__all__ = [
    "COLUMNS",
    "SAMPLE",
    "VERBS",
    "Happening",
    "OpenWork",
    "PhoneTaken",
    "Preview",
    "Sheet",
    "activate_customer",
    "add_site",
    "clean_address",
    "confirm_import",
    "deactivate_customer",
    "delete_customer",
    "edit_customer",
    "edit_site",
    "find_customer_by_phone",
    "get_import",
    "import_next_rows",
    "keep_import",
    "list_happenings",
    "map_import",
    "missing_columns",
    "preview_import",
    "register_customer",
    "remove_site",
    "restore_customer",
    "settle_complaint",
    "zone_of",
]

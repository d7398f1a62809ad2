"""MDM, the customers: the front door of the area."""

from workflows.customers.address import clean_address, zone_of
from workflows.customers.edit import edit_customer
from workflows.customers.register import register_customer
from workflows.customers.rules import PhoneTaken, find_customer_by_phone
from workflows.customers.sites import add_site, edit_site, remove_site, restore_site
from workflows.customers.status import activate_customer, deactivate_customer, delete_customer, restore_customer

VERBS = {
    "deactivate": deactivate_customer,
    "activate": activate_customer,
    "delete": delete_customer,
    "restore": restore_customer,
}

__all__ = [
    "VERBS",
    "PhoneTaken",
    "activate_customer",
    "add_site",
    "clean_address",
    "deactivate_customer",
    "delete_customer",
    "edit_customer",
    "edit_site",
    "find_customer_by_phone",
    "register_customer",
    "remove_site",
    "restore_customer",
    "restore_site",
    "zone_of",
]

"""MDM, the people of the firm: the front door of the area."""

from workflows.users.login import check_login
from workflows.users.passwords import change_password, hash_password

__all__ = ["change_password", "check_login", "hash_password"]

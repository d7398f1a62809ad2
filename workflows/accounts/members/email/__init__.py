"""A member's new e-mail address."""

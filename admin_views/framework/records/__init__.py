"""A record's page: which actions stand as buttons, its inner navigation, what a step says afterwards."""

"""What stops a start: one sentence for the person at the keyboard."""


class CannotStart(Exception):
    """A start that would not work; the message says why and what to do."""

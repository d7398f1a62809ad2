"""Numbers in the reader's notation."""

from flask_babel import format_decimal


def figure(value: float) -> str:
    """`1.234` or `1,234`."""
    return format_decimal(value)

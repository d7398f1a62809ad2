"""What a transaction sets before it may delete rows of a history."""

from sqlalchemy import text

ALLOW_DELETION = text("SELECT set_config('sigap.retention', 'on', true)")  # for this transaction: see refuse_change()

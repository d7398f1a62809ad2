"""Resources that are read whole: what filters a column gets."""

import pytest

from app.api.fields import Choice, QueryWhole, Text
from app.api.plain_resource import plain_resource
from app.models.releases.steering import RolloutCommand


@pytest.mark.parametrize(("column", "kind"), [("reason", Text), ("release_id", QueryWhole), ("status", Choice)])
def test_column_is_asked_for_by_what_it_holds(column, kind):
    resource = plain_resource("rollout_commands", "Command", RolloutCommand, f"id {column}", by=(column,))
    assert type(resource.filters[column].make()) is kind
    assert list(resource.schema().fields) == ["id", column]


def test_column_that_is_not_there_is_named_at_once():
    with pytest.raises(AttributeError, match="colour"):
        plain_resource("rollout_commands", "Command", RolloutCommand, "id", by=("colour",))

"""A name that people read holds no hidden or reordering characters, by whichever way it came."""

import pytest
from sqlalchemy import String

from app.core.db import NAMES, Base
from app.models.accounts.user import User
from app.models.company import Company
from app.models.customers.customer import Customer, Site
from app.models.files.document import Document
from app.models.finance.invoice import PriceItem
from app.models.messaging.contact import WhatsAppContact

DECEIVING = "Pak\u200b Agus\u202egpj\u00ad  \u2066\nX"


@pytest.mark.parametrize(
    ("model", "column"),
    [
        (Customer, "name"), (Site, "name"), (User, "name"), (WhatsAppContact, "profile_name"), (Company, "signer_name"),
        (Company, "signer_title"), (Company, "bank_holder"), (PriceItem, "name"), (Document, "signer_name"),
    ],
)  # fmt: skip
def test_invisible_and_direction_changing_characters_are_cleaned(model, column) -> None:
    record = model(**{column: DECEIVING})
    assert getattr(record, column) == "Pak Agusgpj X"
    setattr(record, column, "Ibu\u2060 Sari")
    assert getattr(record, column) == "Ibu Sari"


def test_every_column_that_ends_in_name_is_cleaned() -> None:
    for mapper in Base.registry.mappers:
        for column in mapper.columns:
            if column.key.endswith(NAMES) and isinstance(column.type, String):
                record = mapper.class_()
                setattr(record, column.key, "a\u202eb")
                assert getattr(record, column.key) == "ab", (mapper, column)


def test_emoji_and_right_to_left_names_stay() -> None:
    assert Customer(name="محمد علي 👨‍👩‍👧").name == "محمد علي 👨‍👩‍👧"

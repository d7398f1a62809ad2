"""What the domain name system says of a name, and what certificate an address shows."""

from integrations.names.certificate import certificate_days_left
from integrations.names.records import NamesAway, find_addresses, find_texts

__all__ = ["NamesAway", "certificate_days_left", "find_addresses", "find_texts"]

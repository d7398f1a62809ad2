"""The key that second factors, codes, links and webhook secrets are drawn from."""

from workflows.secret_keys.find_derivation_key import find_derivation_key, find_sealed_key
from workflows.secret_keys.reseal_key import reseal_key

__all__ = ["find_derivation_key", "find_sealed_key", "reseal_key"]

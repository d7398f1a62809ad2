"""Is this document genuine? Anybody may ask."""

from app.web.document_verification.verify import blueprint

__all__ = ["blueprint"]

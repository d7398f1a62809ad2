"""Is this paper genuine? Anybody may ask."""

from app.web.document_verification.verify import blueprint

__all__ = ["blueprint"]

"""A signature drawn on the screen comes as a data: URL of a PNG; it is judged like every other picture."""

import base64

from app.core.errors import Invalid
from app.core.files import StorageObject
from app.http.files.pictures.images import EMPTY, redraw
from app.http.files.storage import keep
from app.http.files.uploads import naming

PREFIX = "data:image/png;base64,"
MOST_CHARACTERS = 900_000


def receive_signature(drawn: str, *, field: str = "signature") -> StorageObject:
    """Store it as a picture; raises Invalid when it is empty, too large or no PNG."""
    if not drawn.startswith(PREFIX) or len(drawn) > MOST_CHARACTERS:
        raise Invalid(EMPTY, field=field)
    try:
        content = base64.b64decode(drawn[len(PREFIX) :], validate=True)
    except ValueError:  # not base64, or not even ASCII
        raise Invalid(EMPTY, field=field) from None
    with naming(field):
        return keep(redraw(content, "signature"), "image/jpeg", "tanda-tangan.png")

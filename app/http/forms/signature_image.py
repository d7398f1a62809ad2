"""A signature drawn on the screen comes as a data: URL of a PNG; it is judged like every other picture."""

import base64
import binascii
import io

from PIL import Image
from werkzeug.datastructures import FileStorage

from app.core.errors import Invalid
from app.core.files import KeptFile
from app.core.i18n import N_
from app.http.files.storage import storage
from app.http.files.uploads import receive_image

PREFIX = "data:image/png;base64,"
MOST_CHARACTERS = 900_000
INK = 160  # darker than this, of 255: somebody has drawn something

EMPTY = N_("Tanda tangan masih kosong. Minta pelanggan menandatangani di kotak.")


def receive_signature(drawn: str) -> KeptFile:
    """Store it as a picture; raises Invalid when it is empty, too large or no PNG."""
    if not drawn.startswith(PREFIX) or len(drawn) > MOST_CHARACTERS:
        raise Invalid(EMPTY, field="signature")
    try:
        content = base64.b64decode(drawn[len(PREFIX) :], validate=True)
    except binascii.Error:
        raise Invalid(EMPTY, field="signature") from None
    kept = receive_image(FileStorage(io.BytesIO(content), filename="tanda-tangan.png"), field="signature")
    with storage().open(kept.storage_key) as file, Image.open(file) as picture:
        darkest, _ = picture.convert("L").getextrema()
    if darkest > INK:
        raise Invalid(EMPTY, field="signature")
    return kept

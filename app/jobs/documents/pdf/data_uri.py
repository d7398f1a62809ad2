"""Pictures as data: addresses, which are all that the drawing process reads."""

import base64
import io

from PIL import Image


def data_uri(content: bytes, media_type: str) -> str:
    return f"data:{media_type};base64,{base64.b64encode(content).decode()}"


def picture_uri(picture: Image.Image, kind: str) -> str:
    """`kind`: JPEG or PNG."""
    out = io.BytesIO()
    picture.save(out, kind, quality=80)
    return data_uri(out.getvalue(), f"image/{kind.lower()}")

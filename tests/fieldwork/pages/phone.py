"""What a technician's phone sends."""

import io

from PIL import Image

AT_SITE = {"latitude": "-6.914744", "longitude": "107.609810", "accuracy": "12"}


JSON = {"Accept": "application/json"}


def picture() -> io.BytesIO:
    out = io.BytesIO()
    Image.new("RGB", (320, 240), "teal").save(out, "JPEG")
    out.seek(0)
    return out


def post(phone, path, key="key-00000001", headers=None, **fields):
    return phone.post(path, data={"idempotency_key": key, **fields}, headers=headers or {})

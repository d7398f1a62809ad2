"""QR codes as `data:` URIs; error correction M, for the camera of a phone that is held to a screen or a sheet."""

import segno


def qr_png(text: str, *, scale: int = 5, border: int = 2) -> str:
    return segno.make(text, error="m").png_data_uri(scale=scale, border=border)


def qr_svg(text: str, *, scale: int = 5, border: int = 2) -> str:
    return segno.make(text, error="m").svg_data_uri(scale=scale, border=border)

"""What people type, without direction overrides, hidden characters and stacked accents."""

import re

# Controls except tab and line ends, lone surrogates, overrides and isolates of the writing direction,
# zero-width characters, and those that no font shows.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u202a-\u202e\u2060-\u206f\u3164"
    "\ufeff\uffa0\ufff0-\uffff\ud800-\udfff\U000e0000-\U000e001f\U000e0080-\U000e0fff]"
)
_LINE_ENDS = re.compile("\r\n?|[\u2028\u2029\x85]")
# A joiner stands between the parts of one emoji or of a Persian or Indic word, once; a direction mark likewise.
_JOINED = "\u0600-\u0dff\u2000-\u200b\u200e-\u3300\ufe0f\U0001f000-\U0001faff"
_STRAY_JOINERS = re.compile(f"(?<![{_JOINED}])[\u200c\u200d]+")
_STRAY_MARKS = re.compile("(?<=[\u200e\u200f\u061c])[\u200e\u200f\u061c]+")
_STRAY_TAGS = re.compile("(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0020-\U000e007f]+")  # the Welsh flag has some
_ACCENTS = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_HEAPS = re.compile(f"({_ACCENTS}{{3}}){_ACCENTS}+")


def clear(text: str) -> str:
    """The same words; emoji, right-to-left scripts and line ends stay."""
    text = _HIDDEN.sub("", _LINE_ENDS.sub("\n", text))
    return _HEAPS.sub(r"\1", _STRAY_TAGS.sub("", _STRAY_MARKS.sub("", _STRAY_JOINERS.sub("", text))))


def clear_line(text: str) -> str:
    """One line, one space between words."""
    return " ".join(clear(text).split())

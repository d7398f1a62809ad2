"""One reader of phone numbers, for every form, import, API and chat; no number is ever invented."""

import pytest

from app.core.errors import Invalid
from app.core.phones import LONGEST, find_phones, to_e164, write_phone

READ = {
    "0812-3456-7890": "+6281234567890",
    "0812 3456 7890": "+6281234567890",
    "0812.3456.7890": "+6281234567890",
    "(0812) 34567890": "+6281234567890",
    "81234567890": "+6281234567890",
    "6281234567890": "+6281234567890",
    "62 812 3456 7890": "+6281234567890",
    "+62 812-3456-7890": "+6281234567890",
    "0062 812 3456 7890": "+6281234567890",
    "+62 (0)812-3456-7890": "+6281234567890",
    "+62 0812 3456 7890": "+6281234567890",
    "0812\u20113456\u20117890": "+6281234567890",  # hyphens that do not break, as from a PDF
    "\u202a0812 3456 7890\u202c": "+6281234567890",  # copied from a contact list, with direction marks
    "０８１２３４５６７８９０": "+6281234567890",
    "٠٨١٢٣٤٥٦٧٨٩٠": "+6281234567890",
    "81234567890.0": "+6281234567890",  # a number cell of a spreadsheet
    "6281234567890.00": "+6281234567890",
    "'0812 3456 7890": "+6281234567890",  # with the sign that makes it a text there
    "\u2019+62 812-3456-7890": "+6281234567890",
    "0812-3456-78": "+62812345678",
    "62 21 4200100": "+62214200100",
    "62214200100": "+62214200100",
    "+62 21 4200100": "+62214200100",
    "(021) 420-0100": "+62214200100",
    "021 4200100": "+62214200100",
    "0361-234567": "+62361234567",
    "+65 9123 4567": "+6591234567",
    "0065 9123 4567": "+6591234567",
}
REFUSED = {
    "0812-3456-789O": "tanpa huruf",  # a letter O
    "hp 0812 3456 7890": "tanpa huruf",
    "0812 3456 7890 (istri)": "tanpa huruf",
    "8.12346E+11": "tanpa huruf",
    "081234567890.5": "tidak sah",  # calculated with in a spreadsheet: the 5 is no digit of the number
    "0800-TEKNISI": "tanpa huruf",
    "0812-3456-7890 / 0813-1111-2222": "dua nomor",
    "0812-3456-7890, 021-4200100": "dua nomor",
    "0812-3456-7890 0813-1111-2222": "dua nomor",
    "081234567890;081311112222": "dua nomor",
    "081234567890\n081311112222": "dua nomor",
    "4200100": "kode wilayah",
    "1500123": "kode wilayah",
    "": "tidak sah",
    "-": "tidak sah",
    "0812": "tidak sah",
    "+6281": "tidak sah",
    "++6281234567890": "tidak sah",
    "0000000000": "tidak sah",
    "0812*3456*7890": "tidak sah",
    "021-4200100/01": "tidak sah",
}


@pytest.mark.parametrize(("written", "number"), READ.items())
def test_it_is_read_as_people_mean_it(written, number):
    assert to_e164(written) == number


@pytest.mark.parametrize(("written", "sentence"), REFUSED.items())
def test_what_is_no_number_or_more_than_one_is_refused_with_what_to_do(app, written, sentence):
    with app.test_request_context(), pytest.raises(Invalid) as refusal:
        to_e164(written)
    assert refusal.value.field == "phone_e164"
    assert sentence is None or sentence in str(refusal.value)


@pytest.mark.parametrize(("signs", "is_read"), [(LONGEST - 1, True), (LONGEST, True), (LONGEST + 1, False)])
def test_a_long_text_is_read_whole_or_not_at_all(app, signs, is_read):
    written = "0812" + " " * (signs - 12) + "34567890"
    if is_read:
        assert to_e164(f"  {written}  ") == "+6281234567890"
        return
    with app.test_request_context(), pytest.raises(Invalid, match="tidak sah"):
        to_e164(written)


def test_the_longest_number_of_the_world_is_one_number_and_a_digit_more_is_two(app):
    assert to_e164("0043 1 512345678901") == "+431512345678901"  # 15 digits after the 00
    with app.test_request_context(), pytest.raises(Invalid, match="dua nomor"):
        to_e164("0043 1 5123456789012")


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("hubungi 0812-3456-7890 ya", ["+6281234567890"]),
        ("wa istri +62 813 1111 2222 atau kantor (021) 4200100", ["+6281311112222", "+62214200100"]),
        ("nomor saya 0812-3456-7890, 0812 3456 7890", ["+6281234567890"]),
        ("Jl. Merdeka 10 no 12, RT 01/02 Bandung 40111", []),
        ("invoice INV-2026-000123 tanggal 12-11-2026", []),
        ("biaya 1.500.000", []),
    ],
)
def test_numbers_are_found_in_a_sentence(sentence, found):
    assert find_phones(sentence) == found


@pytest.mark.parametrize(
    ("number", "written"),
    [
        ("+6281234567890", "0812-3456-7890"),
        ("+622124200100", "(021) 24200100"),
        ("+62361123456", "(0361) 123456"),
        ("+6561234567", "+65 6123 4567"),
        ("tanya CS", "tanya CS"),
    ],
)
def test_a_number_is_written_as_people_here_write_it(number, written):
    assert write_phone(number) == written

"""Goods are read as people mean them."""

import pytest

from app.core.errors import Invalid
from workflows.visits.documents.read_goods import read_goods


@pytest.mark.parametrize(
    ("written", "name", "quantity", "unit"),
    [
        ("2 kg freon R32", "freon R32", "2", "kg"),
        ("2kg freon R32", "freon R32", "2", "kg"),
        ("Freon R32 2 kg", "Freon R32", "2", "kg"),
        ("Freon R32 - 2 kg", "Freon R32", "2", "kg"),
        ("Freon R32 (2 tabung)", "Freon R32", "2", "tabung"),
        ("freon R32 x2", "freon R32", "2", "unit"),
        ("2x kapasitor 35 uF", "kapasitor 35 uF", "2", "unit"),
        ("Kapasitor 35 uF x 3", "Kapasitor 35 uF", "3", "unit"),
        ("Kapasitor 35 uF", "Kapasitor 35 uF", "1", "unit"),
        ("1,5 m kabel NYM 3x2,5", "kabel NYM 3x2,5", "1,5", "m"),
        ("Kabel NYM 3x2,5 50 m", "Kabel NYM 3x2,5", "50", "m"),
        ("AC Daikin 1 PK 2 unit", "AC Daikin 1 PK", "2", "unit"),
        ("AC Daikin 1 PK", "AC Daikin 1 PK", "1", "unit"),
        ("3 phase kontaktor", "3 phase kontaktor", "1", "unit"),
        ("3 kapasitor", "kapasitor", "3", "unit"),
        ("Pipa 1/4 inch", "Pipa 1/4 inch", "1", "unit"),
        ("1. Freon R32 2 kg", "Freon R32", "2", "kg"),
        ("- 5 pcs baut M8", "baut M8", "5", "pcs"),
        ("Freon R32: 2", "Freon R32", "2", "unit"),
        ("Freon R32 | 2 | tabung", "Freon R32", "2", "tabung"),
        ("2 kg freon\t3\ttabung", "2 kg freon", "3", "tabung"),
        ("Freon R32 | 2", "Freon R32", "2", "unit"),
        ("tangga lipat 4 m", "tangga lipat 4 m", "1", "unit"),
        ("2 tangga lipat 4 m", "tangga lipat 4 m", "2", "unit"),
        ("tabung freon 13,6 kg", "tabung freon 13,6 kg", "1", "unit"),
        ("oli kompresor 1 liter", "oli kompresor", "1", "liter"),
        ("plafon 2 lembar 120x240", "plafon 120x240", "2", "lembar"),
        ("½ kg semen", "semen", "0,5", "kg"),
        ("semen setengah kg", "semen", "0,5", "kg"),
        ("1 1/2 kg lem", "lem", "1,5", "kg"),
        ("3/4 liter cat", "cat", "0,75", "liter"),
        ("Seperempat kg paku", "paku", "0,25", "kg"),
        ("dua kg freon", "freon", "2", "kg"),
        ("2 unit AC 1/2 PK", "AC 1/2 PK", "2", "unit"),
        ("Pipa PVC 3/4 batang", "Pipa PVC 3/4 batang", "1", "unit"),
        ("pipa 1/2 inch 3 batang", "pipa 1/2 inch", "3", "batang"),
        ("kabel 3 x 1,5 mm, 20 m", "kabel 3 x 1,5 mm", "20", "m"),
        ("2 pcs baut, mur", "baut, mur", "2", "pcs"),
        ("selusin baut", "baut", "1", "lusin"),
        ("sebuah remote AC", "remote AC", "1", "buah"),
        ("kabel 2 roll @50m", "kabel @50m", "2", "roll"),
        ("Filter 3M", "Filter 3M", "1", "unit"),
        ("Kapasitor 2-3 uF", "Kapasitor 2-3 uF", "1", "unit"),
    ],
)
def test_name_quantity_and_unit(written: str, name: str, quantity: str, unit: str) -> None:
    (thing,) = read_goods(written)
    assert (thing["name"], thing["quantity"], thing["unit"]) == (name, quantity, unit)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n \n",
        "x\n" * 61,
        "| 2 | kg",
        "Freon | dua | kg",
        "Freon | 0 | kg",
        "Freon R32 2-3 kg",
        "2 – 3 pcs baut",
        "Kabel | 1.500 | m",
        "Freon | 2 | kg | a | b | c",
    ],
)
def test_what_cannot_be_meant_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        read_goods(text)


@pytest.mark.parametrize(
    "written",
    [
        "2 kg freon R32, 3 pcs baut M8",
        "2 kg freon R32 dan 3 pcs baut M8",
        "freon R32 2 kg; baut M8 3 pcs",
        "dua kg freon R32 + baut M8 3 pcs",
    ],
)
def test_two_things_on_one_line_are_two(written: str) -> None:
    things = [(thing["name"], thing["quantity"], thing["unit"]) for thing in read_goods(written)]
    assert things == [("freon R32", "2", "kg"), ("baut M8", "3", "pcs")]


@pytest.mark.parametrize(
    "written", ["2 remote AC dan 3 kapasitor", "2 remote AC, 3 kapasitor", "2 remote AC & 3 kapasitor"]
)
def test_things_counted_without_a_unit_are_told_apart(written: str) -> None:
    things = [(thing["name"], thing["quantity"]) for thing in read_goods(written)]
    assert things == [("remote AC", "2"), ("kapasitor", "3")]

"""Words, stems, synonyms and queries of the help centre."""

import pytest

from app.policies.help_words import match_all, match_any, near_words, read_words, stem, stem_text
from app.policies.help_words.anonymise import anonymise

FAMILIES = {
    "bayar": "bayar pembayaran dibayar bayarkan terbayar membayar",
    "bersih": "bersih membersihkan pembersihan dibersihkan",
    "bocor": "bocor kebocoran bocornya",
    "dingin": "dingin pendingin mendinginkan dinginnya",
    "kembali": "kembali pengembalian kembalikan dikembalikan",
    "kirim": "kirim mengirimkan pengiriman dikirim",
    "pesan": "pesan memesan dipesan pemesanan pesanan",
    "sewa": "sewa menyewa disewakan penyewaan",
    "tagih": "menagih penagihan tagihan ditagih",
}


@pytest.mark.parametrize("root", sorted(FAMILIES))
def test_a_family_of_words_has_one_stem(root: str) -> None:
    assert {stem(word, "id") for word in FAMILIES[root].split()} == {root}


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", []),
        ("!!! -- ' \" & | :*", []),
        ("Bagaimana cara membayar?", ["membayar"]),
        ("belum bisa dan tidak mau", ["belum", "tidak"]),
        ("e-mail & wi-fi", ["email", "wifi"]),
        ("kasur2 kasur-kasur", ["kasur", "kasur"]),
        ("x" * 41, []),
    ],
)
def test_a_search_is_read_as_its_words(typed: str, words: list[str]) -> None:
    assert read_words(typed) == words


def test_a_synonym_stands_beside_its_word_and_the_longest_phrase_counts() -> None:
    synonyms = {"ac": ["pendingin"], "kata sandi": ["password"]}
    assert match_all("AC bocor", "id", synonyms) == "(('ac') | ('dingin')) & 'bocor'"
    assert match_all("lupa kata sandi", "id", synonyms) == "'lupa' & (('kata' <-> 'sandi') | ('password'))"
    assert match_any("AC bocor", "id", {}) == "'ac' | 'bocor'"


def test_nothing_that_is_typed_becomes_an_operator() -> None:
    assert match_all("a' | !b & (c:*) <-> \\", "id", {}) == "'b' & 'c'"


def test_a_misspelling_leads_to_the_word_of_a_title() -> None:
    assert near_words("garansy kompresor", {"garansi", "kompresor"}) == "garansi kompresor"
    assert near_words("xyz", {"garansi"}) == "xyz"


def test_english_words_stay_as_they_are() -> None:
    assert stem_text("How do I pay my invoices?", "en") == "pay invoices"


def test_a_ticket_becomes_text_without_names_and_numbers() -> None:
    text = (
        "Selamat pagi, saya Budi Santoso dari Jl. Melati No. 5, Bandung. Telepon 0812-3456-7890 atau budi@firma.id. "
        "Tiket DKG-2026-000123, foto di https://contoh.id/x?y=1. Pak Rahmat sudah datang; ibu saya juga. Harga Rp 350.000."
    )
    plain = anonymise(text, ["Budi Santoso"])
    for secret in ("Budi", "Santoso", "Melati", "3456", "firma.id", "000123", "contoh.id", "Rahmat", "350"):
        assert secret not in plain
    assert "ibu saya" in plain

"""The words people use when they write to a service company, and what kind of message they make. Pure."""

import re


def _any(words: str) -> str:
    """A pattern for any of these words; an underscore is a space."""
    return "(?:" + "|".join(words.replace("_", r"\s+").split()) + ")"


_I = re.IGNORECASE
_NOT = "(?:tidak|tdk|nggak|ngga|enggak|engga|gak|ga|ndak|gk|kagak|kurang)"
_PERSON = "min admin kak kakak kk gan bos boss bang mas mbak mba pak bapak bu ibu om sis bro cs"
_HELLO = (
    "halo hallo helo hello hai hay hi hey pagi siang sore malam malem selamat assalamualaikum assalamu'?alaikum "
    "as+alam+u'?_'?alaikum alaikum asalamualaikum ass wr wb wr\\.?wb salam permisi misi punten p ping tes test dear "
    "there good morning afternoon evening"
)
GREETING = re.compile(rf"(?:[\W_]*\b{_any(f'{_HELLO} {_PERSON}')}\b)+", _I)
_THANKS = _any(
    "ok oke okay okey okeh sip siap baik baiklah ya iya noted mantap terima_kasih terimakasih trima_kasih trimakasih "
    "makasih makasi mksh trims tq thx thanks thank_you thankyou nuhun hatur matur suwun banyak sebelumnya atas "
    "bantuannya infonya ditunggu di_tunggu kedatangannya kabarnya sama-sama sama nggih inggih maaf salah_kirim "
    "salah_sambung salah_nomor salah_chat"
)
THANKS = re.compile(rf"{_THANKS}(?:\s+{_THANKS})*", _I)
_AGREED = _any(
    "ya iya iyah iyh iy y yes yups yup yoi yap betul btul bener benar bnr sudah udah sdh udh ok oke okay okey sip siap "
    "setuju sesuai lanjut lanjutkan gas boleh baik mantap cocok pas sekali semua semuanya data datanya itu aja saja "
    "true correct right inggih nggih leres muhun"
)
YES = re.compile(rf"{_AGREED}(?:\s+(?:{_AGREED}|{_any(_PERSON)}))*", _I)
_THUMBS = re.compile("[👍👌✅🆗💯]")
_YES_AND = re.compile(r"(?:ya|iya|iyaa|yes|betul|benar|bener|sudah|udah|oke?|siap)\b\D*", _I)
_BUT = re.compile(
    rf"\b(?:tapi|tetapi|tp|tpi|cuma|hanya|kecuali|salah|keliru|bukan|kurang|ganti|ubah|ralat|juga|sama|nama\w*|alamat\w*|"
    rf"nomor\w*|keluhan\w*|{_NOT})\b",
    _I,
)
NO = re.compile(
    rf"(?:{_NOT}|bukan|bkn|no|nope|salah|keliru|belum|blm)(?:\s+(?:benar|betul|bener|bnr|tepat|sesuai|itu|{_any(_PERSON)}))*",
    _I,
)
OWN_NUMBER = re.compile(
    r"(?:(?:pakai|pake|gunakan|lewat)\s+)?(?:nomor|no|wa)\s+(?:wa\s+)?(?:ini|saya|sendiri)(?:\s+(?:saja|aja|pak|bu|kak))*|1",
    _I,
)
CORRECTION = re.compile(
    r"(?:(?:maaf|ada\s+yang|perbaiki|perbaikan|diperbaiki|salah|keliru|ralat|koreksi|revisi|ubah|ganti|edit|"
    r"bukan(?:nya)?|(?:se)?harusnya|yang\s+benar|yg\s+benar|yg\s+bener|maksud(?:nya)?(?:\s+saya)?|jalannya|"
    rf"(?<=\s){_any(_PERSON)}(?=\s*,|\s+(?:(?:se)?harusnya|yang|yg|jalannya|salah)\b))\b[\s,:.\-]*)+",
    _I,
)
CANCEL = re.compile(
    rf"(?:(?:maaf|mohon|tolong|saya|mau|ingin|minta)\s+)*(?:batal(?:kan|in)?|dibatalkan|di\s+batalkan|cancel|urung|"
    rf"(?:{_NOT}|nggak)\s+jadi|(?:{_NOT}|jangan)\s+(?:usah|perlu)\s+(?:datang|dateng|kesini|ke\s+sini))(?:\s+(?:{_any(_PERSON)}|"
    rf"{_any('saja aja dulu ya deh dong daftar daftarnya pendaftaran pendaftarannya mendaftar maaf makasih')}|"
    rf"{_any('order pesanan pesan kunjungan kunjungannya servis service servisnya teknisi teknisinya saya besok')}))*",
    _I,
)
_REASON = re.compile(r"[,;.!\n]|\b(?:karena|krn|soalnya|sudah|udah|udh|sdh)\b", _I)
ASKS_PERSON = re.compile(
    r"(?:bicara|ngobrol|hubungi|hubungkan|sambungkan|disambungkan|chat|telepon|telpon|telfon|call|ketemu|(?:minta|ada)\s+"
    r"(?:nomor|no|nomer|kontak))\b.{0,30}"
    r"\b(?:cs|admin|operator|orang|manusia|petugas|customer\s+service|pimpinan|manager|manajer)\b",
    _I,
)
LATER = re.compile(
    r"^(?:(?:ok|oke|iya|ya|baik|siap)\W+)?(?:(?:se)?bentar|nanti|nnti|ntar|entar|tunggu|tggu|besok|lupa|(?:belum|blm)\s+ta[hu]+)\b"
    r"|\b(?:menyusul|nyusul|share?\s?lok|serlok)\b|\b(?:tanya|cek|cari|lihat)\b.*\bdulu\b",
    _I,
)
QUESTION = re.compile(
    r"\?|^(?:apa|siapa)\b|"
    rf"\b(?:berapa\w*|brp|harga(?:nya)?|biaya(?:nya)?|tarif(?:nya)?|ongkos(?:nya)?|price\s?list|diskon|promo|apakah|"
    rf"bagaimana|gimana|gmn|kapan|kpn|dimana|di\s+mana|jam\s+buka|bisakah|kenapa|mengapa|"
    rf"(?:bisa|ada)\s+(?:{_NOT}|kah)\b(?!\s+(?:nyala|hidup|jalan|dingin))|how\s+(?:much|long|do)|when|price|"
    r"(?:bisa|ada|buka|tutup|terima|nerima|melayani|jual|sedia|boleh|perlu|dapat|jangkau|cover)\s+(?:\w+\s+){0,4}"
    r"(?:nggak|ngga|gak|ga|tidak|kah)(?=\W*(?:(?:ya|min|kak|pak|bu|mas)\W*)*$)|"
    r"(?:bukti|sudah|udah|sdh|mau)\s+(?:transfer|trf|tf|bayar)\w*|invoice|tagihan|kwitansi|kuitansi|refund|rekening\w*)\b",
    _I,
)
_BROKEN = _any(
    "rusak bocor mati matot panas berisik bising bunyi bau netes menetes tetes mampet buntu konslet korslet korsleting "
    "konsleting kesetrum error macet retak pecah patah copot jebol trouble bermasalah masalah kendala keluhan komplain "
    "complaint kecewa gangguan ngadat lemot karatan beku freon servis service serpis diservis diperbaiki perbaikan "
    "benerin dibenerin betulin complain komplen cuci bongkar pasang instalasi install pengecekan tersumbat mendidih "
    "meledak gosong "
    "broken leaking leaks leak repair noisy not_working not_cold not_cooling stopped_working overheating"
)
_APPLIANCE = _any(
    "ac kulkas mesin_cuci water_?heater pompa genset listrik keran kran pipa saluran wastafel toilet talang cctv "
    "dispenser kompor exhaust chiller freezer showcase lampu stop_?kontak mcb fridge refrigerator air_conditioner "
    "aircon washing_machine"
)
PROBLEM = re.compile(
    rf"\b(?:{_BROKEN}|{_APPLIANCE}(?:nya|ku)?|"
    rf"{_NOT}\s+(?:dingin|adem|nyala|menyala|hidup|berfungsi|jalan|bisa\s+\w+))\b",
    _I,
)
REQUEST = re.compile(
    r"\b(?:tolong|mohon|minta|butuh|perlu|kirim(?:kan|in)?|datang(?:kan|in)?|panggil(?:kan)?|teknisi|tukang|segera|"
    r"urgent|darurat|jadwalkan|kunjungan|booking|pesan|order|please|technician|"
    r"(?:belum|blm|blom|blum|(?:tidak|tdk|nggak|gak|ga)\s+ada)\s+(?:yang\s+|yg\s+|juga\s+|ada\s+)?"
    r"(?:di)?(?:hubungi|datang\w*|dateng\w*|dtg|nongol|muncul|balas|bales|respon\w*|kabar\w*|tanggapi))\b",
    _I,
)
STREET = re.compile(
    r"\b(?:(?:jl|jln|jalan|jlan|gg|gang|perum|perumahan|perumnas|komp|komplek|kompleks|komplex|apartemen|apartment|apt|"
    r"ruko|rukan|kp|kampung|kmp|dusun|dsn|desa|cluster|klaster|griya|villa|graha|gedung|rusun|lorong|kavling|blok)\b\.?)"
    r"\s*[^\s,.;:#]",
    _I,
)
PLACE = re.compile(
    rf"{STREET.pattern}|\b(?:rt|rw|rt/rw|kel|kelurahan|kec|kecamatan|kab|kabupaten|kota|lantai|lt|tower|pasar|provinsi|"
    r"no|nomor)\b\.?\s*\w|\b[0-9]{5}\b",
    _I,
)
LISTS = re.compile(
    r"[\s:#\-]*(?:harga|tarif|biaya|layanan|jasa|menu|produk|barang|paket|promo|isi|cabang|teknisi|spare\s?part|merk|"
    r"merek|(?:men)?jadi|sebagai\s+(?:teknisi|mitra|agen|reseller)|mitra|lowongan|loker|antrian|antrean|tunggu|hadir|hitam)\b",
    _I,
)


def _words(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+(?:['-][^\W_]+)*", text.lower()))


def without_greeting(text: str) -> str:
    """What follows the greeting; emoji at the beginning go with it."""
    found = GREETING.match(text)
    return (text[found.end() :] if found else text).lstrip(" ,.!:;-~*_\n\t\"'“”")


def is_greeting(text: str) -> bool:
    """Nothing but words one begins with."""
    found = GREETING.fullmatch(re.sub(r"[\W_]+$", "", text))
    return found is not None and any(sign.isalpha() for sign in text)


def is_thanks(text: str) -> bool:
    without_names = re.sub(rf"\b{_any(_PERSON)}\b", " ", _words(text))
    return THANKS.fullmatch(" ".join(without_names.split())) is not None


def is_yes(text: str) -> bool:
    """Also with its letters drawn out (`iyaaa`, `okee`), and a thumb alone."""
    words = _words(text)
    found = any(YES.fullmatch(spelled) for spelled in (words, re.sub(r"([a-z])\1+", r"\1", words)))
    return found or (not words and _THUMBS.search(text) is not None)


def agrees(text: str) -> bool:
    """`iya benar`, and `iya tolong cepat ya`: a yes with more words, none of which takes it back."""
    found = _YES_AND.fullmatch(text.strip())
    return is_yes(text) or (found is not None and not _BUT.search(text) and not STREET.search(text))


def is_no(text: str) -> bool:
    return NO.fullmatch(_words(text)) is not None


def is_cancel(text: str) -> bool:
    """`batal ya pak`, and with its reason: `ga jadi deh, udah dibenerin tetangga`."""
    rest = without_greeting(text)
    return any(CANCEL.fullmatch(_words(part)) for part in (rest, _REASON.split(rest, maxsplit=1)[0]))


def means_own_number(text: str) -> bool:
    return OWN_NUMBER.fullmatch(_words(text)) is not None


def is_put_off(text: str) -> bool:
    """`nanti saya kirim lokasinya`, `sebentar ya kak`: an answer is to come, and this is not it."""
    has_meaning = any(sign.isdecimal() for sign in text) or STREET.search(text) or PROBLEM.search(text)
    found = LATER.search(text)
    return not has_meaning and found is not None

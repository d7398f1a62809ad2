"""The words people use in chats with a service company, as patterns. Pure."""

import re

_I = re.IGNORECASE

GREETING_WORDS = frozenset(
    """halo hallo helo hello hai hay hi hey pagi siang sore malam malem selamat assalamualaikum assalamu alaikum
    assalamu'alaikum asalamualaikum ass wr wb wr.wb salam permisi misi punten p ping tes test min admin kak kakak gan
    bos boss bang mas mbak mba pak bapak bu ibu om sis bro cs sigap dear all ya""".split()
)
ADDRESSING = frozenset("min admin kak kakak gan bos boss bang mas mbak mba pak bapak bu ibu om sis bro cs ya".split())
GREETING = re.compile(
    r"^(?:[\W_]*(?:halo|hallo|helo|hello|hai|hi|hey|(?:selamat\s+)?(?:pagi|siang|sore|malam|malem)|permisi|misi|punten|"
    r"as+al+am+u'?\s*'?alaikum(?:\s+w+r\.?\s*w+b\.?)?|salam|p|min|admin|kak|kakak|gan|bos|bang|mas|mbak|mba|pak|bu)\b)+",
    _I,
)
THANKS = re.compile(
    r"(?:(?:ok|oke|okay|okey|okee|oke?h|sip|siap|baik|baiklah|ya|iya|noted|mantap|mantul|terima ?kasih|terimakasih|trima "
    r"?kasih|makasih|makasi|mksh|mksih|trims|tq|thx|thanks?|thank you|thankyou|nuhun|hatur|matur|suwun|jazakallah|"
    r"banyak|sebelumnya|atas|bantuannya|infonya|sudah|udah|di?tunggu|kabarnya|balik|sama|nggih|inggih)\b[\s,.!]*)+",
    _I,
)
YES = re.compile(
    r"(?:ya|iya|iyaa*|yaa*|y|yes|yup|yoi|yap|betul|bener|benar|sudah (?:benar|betul)|udah (?:bener|betul)|ok|oke|okay|sip|"
    r"siap|setuju|sesuai|lanjut|lanjutkan|boleh|baik|iya benar|ya benar|ya betul|betul sekali)(?:\s+(?:benar|betul|bener|"
    r"sesuai|sudah|semua|semuanya|datanya|itu|kak|pak|bu|min|mas|mbak|ya))*",
    _I,
)
NO = re.compile(
    r"(?:tidak|tdk|nggak|enggak|engga|gak|ga|bukan|no|salah|keliru)(?:\s+(?:benar|betul|itu|kak|pak|bu|min))*", _I
)
CORRECTION = re.compile(
    r"^(?:ada\s+yang\s+)?(?:perbaiki|perbaikan|diperbaiki|salah|keliru|ralat|koreksi|revisi|ubah|ganti|edit|yang\s+benar|"
    r"yg\s+benar|yg\s+bener|maksud(?:nya)?(?:\s+saya)?)\b[\s,:.\-]*",
    _I,
)
CANCEL = re.compile(
    r"(?:(?:maaf|mohon|tolong|saya|mau|ingin|minta|di)\s*)*(?:batal(?:kan|in)?|cancel|di ?batalkan|tidak jadi|tdk jadi|"
    r"(?:ng)?gak? jadi|nda jadi|enggak jadi|urung)(?:\s+(?:saja|aja|dulu|ya|deh|kak|pak|bu|min|daftar|daftarnya|pendaftaran|"
    r"pendaftarannya|mendaftar|maaf|makasih|terima kasih|pesanan|order|kunjungan|dong|mas|mbak))*",
    _I,
)
ASKS_PERSON = re.compile(
    r"(?:bicara|bcr|ngobrol|hubungi|hubungkan|sambungkan|disambungkan|chat|telepon|telpon|telfon|call)\b.{0,30}"
    r"\b(?:cs|admin|operator|orang|manusia|petugas|customer service|pimpinan|manager|manajer)\b",
    _I,
)
QUESTION = re.compile(
    r"\?|^(?:berapa|brp|apa|apakah|gimana|bagaimana|kapan|kpn|dimana|di mana|bisakah|kenapa|mengapa|siapa)\b|"
    r"\b(?:berapa|berapaan|brp|harga(?:nya)?|biaya(?:nya)?|tarif(?:nya)?|ongkos(?:nya)?|price ?list|pricelist|diskon|promo|"
    r"apakah|bagaimana|gimana|kapan|dimana|di mana|jam buka|buka jam|garansi(?:nya)?|apa (?:bisa|ada|saja)|"
    r"bisa (?:ga|gak|nggak|ngga|tidak|kah)|ada (?:ga|gak|nggak|ngga|tidak))\b",
    _I,
)
PROBLEM = re.compile(
    r"\b(?:rusak|bocor|mati|matot|tidak dingin|tdk dingin|g[ak]{1,2} dingin|nggak dingin|ngga dingin|enggak dingin|kurang "
    r"dingin|ndak dingin|ga adem|gak adem|tidak adem|panas|berisik|bising|bunyi|bau|netes|menetes|tetes|mampet|buntu|konslet|"
    r"korslet(?:ing)?|konsleting|kesetrum|error|macet|retak|pecah|patah|lepas|copot|jebol|trouble|bermasalah|masalah|kendala|"
    r"keluhan|komplain|complaint|kecewa|"
    r"gangguan|ngadat|hang|lemot|karat(?:an)?|beku|es|bunga es|freon|servis|service|serpis|diservis|perbaik\w*|benerin|dibenerin|"
    r"betulin|cuci|bongkar|pasang|instalasi|install|cek|pengecekan|isi freon|tambah freon|tidak (?:nyala|menyala|hidup|"
    r"berfungsi|jalan|bisa)|g[ak]{1,2} (?:nyala|hidup|bisa|jalan)|nggak (?:nyala|hidup|bisa|jalan)|tdk (?:nyala|hidup|bisa)|"
    r"mesin cuci|kulkas|water ?heater|pompa|genset|listrik|keran|kran|pipa|saluran|wastafel|toilet|atap|talang|cctv|"
    r"dispenser|kompor|exhaust|chiller|freezer|showcase|ac|lampu|stop ?kontak|mcb)\b",
    _I,
)
REQUEST = re.compile(
    r"\b(?:tolong|mohon|minta|butuh|perlu|kirim(?:kan|in)?|datang(?:kan|in)?|panggil(?:kan)?|teknisi|tukang|segera|urgent|"
    r"darurat|jadwalkan|kunjungan|booking|pesan|order)\b",
    _I,
)
ADDRESS = re.compile(
    r"\b(?:jl|jln|jalan|jlan|gg|gang|perum|perumahan|perumnas|komp|komplek|kompleks|komplex|blok|blk|apartemen|apartment|apart|"
    r"apt|ruko|rukan|kp|kampung|kmp|dusun|dsn|desa|ds|cluster|klaster|griya|villa|graha|gedung|rusun|kost?an|kelurahan|kel|"
    r"kecamatan|kec|kabupaten|kab|kota|lorong|lr|rt|rw|rt/rw|lantai|lt|tower|menara|pasar|mall|toko|masjid|kavling|kav)\b\.?(?!:)",
    _I,
)
STREET = re.compile(
    r"\b(?:jl|jln|jalan|jlan|gg|gang|perum|perumahan|perumnas|komp|komplek|kompleks|komplex|blok|blk|apartemen|apartment|apt|"
    r"ruko|rukan|kp|kampung|kmp|dusun|dsn|desa|cluster|klaster|griya|villa|graha|gedung|rusun|lorong|kavling)\b\.?\s*\S",
    _I,
)
LISTS = re.compile(
    r"^[\s:#\-]*(?:harga|tarif|biaya|layanan|jasa|menu|produk|barang|paket|promo|isi|alamat|cabang|teknisi|nama barang|"
    r"spare ?part|sparepart|merk|merek)\b",
    _I,
)


def is_greeting(text: str) -> bool:
    """Only words one begins with."""
    words = re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)?", text.lower())
    return bool(words) and len(words) <= 8 and all(word in GREETING_WORDS for word in words)  # noqa: PLR2004  a line


def without_greeting(text: str) -> str:
    """What follows the greeting; emoji at the beginning go with it."""
    found = GREETING.match(text)
    return (text[found.end() :] if found else text).lstrip(" ,.!:;-~*_\n\t\"'“”")


def is_thanks(text: str) -> bool:
    words = " ".join(word for word in _words(text).split() if word not in ADDRESSING or word == "ya")
    return bool(THANKS.fullmatch(words)) if words else False


def is_yes(text: str) -> bool:
    return YES.fullmatch(_words(text)) is not None


def is_no(text: str) -> bool:
    return NO.fullmatch(_words(text)) is not None


def is_cancel(text: str) -> bool:
    words = _words(without_greeting(text))
    return CANCEL.fullmatch(words) is not None


def is_question(text: str) -> bool:
    return QUESTION.search(text.strip()) is not None


def is_problem(text: str) -> bool:
    return PROBLEM.search(text) is not None


def looks_like_address(text: str) -> bool:
    """A street, a district or a number with words beside it; not a sentence about a broken machine."""
    return ADDRESS.search(text) is not None and any(sign.isalpha() for sign in text)


def _words(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+(?:'[^\W_]+)?", text.lower()))

"""Why a message did not arrive, in words for people instead of a provider's code."""

from app.core.i18n import gettext, lazy_gettext

_NETWORK = {
    "timeout": lazy_gettext("Penyedia terlalu lama menjawab; akan dicoba lagi."),
    "unreachable": lazy_gettext("Penyedia tidak dapat dihubungi; akan dicoba lagi."),
    "connection_lost": lazy_gettext("Sambungan ke penyedia terputus; akan dicoba lagi."),
    "tls": lazy_gettext("Sambungan aman ke penyedia gagal dibuat; akan dicoba lagi."),
    "broken": lazy_gettext("Pesan tidak terkirim karena kesalahan di sistem kita sendiri. Beri tahu admin."),
    "bad_setting": lazy_gettext("Alamat atau token penyedia di setelan tidak sah. Admin perlu memeriksanya."),
    "bad_address": lazy_gettext("Alamat tujuan tidak sah. Periksa penulisannya."),
    "stopped": lazy_gettext("Pelanggan menulis STOP; pesan yang tidak penting tidak dikirim."),
    "no_template": lazy_gettext("Jendela 24 jam tertutup dan belum ada templat: kirim sendiri lewat tautan wa.me."),
    "code_waits": lazy_gettext(
        "Kode belum dapat dikirim: jendela 24 jam tertutup dan belum ada templat. "
        "Kode keluar sendiri begitu orangnya menulis ke WhatsApp kita."
    ),
    "template_stopped": lazy_gettext("Meta sedang tidak mengirim templat ini: kirim sendiri lewat tautan wa.me."),
    "failed": lazy_gettext("Penyedia gagal menyampaikan pesan tanpa menyebut sebabnya."),
    "unreadable_answer": lazy_gettext("Jawaban penyedia tidak dapat dibaca; akan dicoba lagi."),
}

_BUSY = lazy_gettext("Penyedia sedang membatasi jumlah pesan; akan dicoba lagi.")
_ILL = lazy_gettext("Penyedia sedang mengalami gangguan; akan dicoba lagi.")
_PERMISSION = lazy_gettext(
    "Akun WhatsApp tidak punya izin untuk mengirim pesan ini. Admin perlu memeriksa izin aplikasi."
)
_BLOCKED_ACCOUNT = lazy_gettext("Akun WhatsApp perusahaan diblokir oleh Meta. Admin perlu menghubungi Meta.")
_PAYMENT = lazy_gettext("Ada masalah pembayaran pada akun WhatsApp perusahaan. Admin perlu memeriksa tagihan Meta.")
_TOKEN = lazy_gettext("Token WhatsApp tidak berlaku atau kedaluwarsa. Admin perlu memasang token baru.")
_VARIABLES = lazy_gettext("Isi variabel templat tidak sesuai dengan bentuk yang disetujui Meta.")

_WHATSAPP = {
    "0": _TOKEN,
    "190": _TOKEN,
    "3": _PERMISSION,
    "10": _PERMISSION,
    "368": _BLOCKED_ACCOUNT,
    "account_restricted": lazy_gettext("Meta membatasi akun WhatsApp perusahaan, jadi pesan ini dikirim manual."),
    "131031": _BLOCKED_ACCOUNT,
    "131042": _PAYMENT,
    "131044": _PAYMENT,
    "131045": lazy_gettext(
        "Nomor WhatsApp perusahaan belum terdaftar dengan benar. Admin perlu mendaftarkannya ulang."
    ),
    "130497": lazy_gettext("Akun WhatsApp perusahaan tidak boleh mengirim pesan ke negara tujuan."),
    "131037": lazy_gettext("Nama tampilan nomor WhatsApp perusahaan belum disetujui Meta."),
    "4": _BUSY,
    "80007": _BUSY,
    "130429": _BUSY,
    "131056": lazy_gettext("Terlalu banyak pesan ke nomor ini dalam waktu singkat; akan dicoba lagi."),
    "131048": lazy_gettext("Pengiriman dibatasi karena banyak pesan ditandai sebagai spam; akan dicoba lagi."),
    "131064": lazy_gettext("Batas kirim akun bisnis sudah tercapai; akan dicoba lagi."),
    "131016": _ILL,
    "131000": _ILL,
    "131057": lazy_gettext("Akun WhatsApp sedang dalam pemeliharaan; akan dicoba lagi."),
    "1": _ILL,
    "2": _ILL,
    "133016": lazy_gettext("Terlalu banyak percobaan pendaftaran nomor; akan dicoba lagi."),
    "131026": lazy_gettext(
        "Pesan tidak dapat disampaikan: nomor tidak memakai WhatsApp, aplikasinya terlalu lama, "
        "atau ketentuannya belum disetujui."
    ),
    "131047": lazy_gettext(
        "Sudah lebih dari 24 jam sejak pelanggan terakhir menulis; hanya templat yang boleh dikirim."
    ),
    "131050": lazy_gettext("Pelanggan berhenti menerima pesan promosi dari kita."),
    "131049": lazy_gettext("WhatsApp membatasi jumlah pesan promosi untuk pelanggan ini; pesan tidak dikirim."),
    "130472": lazy_gettext("Nomor pelanggan termasuk dalam percobaan WhatsApp; pesan ini tidak dikirim."),
    "131021": lazy_gettext("Nomor tujuan sama dengan nomor pengirim."),
    "131030": lazy_gettext("Nomor tujuan belum ada di daftar nomor uji akun WhatsApp."),
    "131062": lazy_gettext("Pesan jenis ini memerlukan nomor telepon pelanggan; nama pengguna saja tidak cukup."),
    "100": lazy_gettext("Ada isian pesan yang tidak diterima WhatsApp. Beri tahu admin."),
    "131008": lazy_gettext("Ada isian pesan yang wajib tetapi kosong. Beri tahu admin."),
    "131009": lazy_gettext("Ada isian pesan dengan nilai yang tidak diterima WhatsApp. Beri tahu admin."),
    "131051": lazy_gettext("Jenis pesan ini tidak didukung WhatsApp."),
    "131052": lazy_gettext("Berkas dari pelanggan tidak dapat diunduh."),
    "131053": lazy_gettext("Berkas tidak dapat diambil WhatsApp; periksa jenis, ukuran, dan tautannya."),
    "132000": lazy_gettext("Jumlah variabel tidak cocok dengan templat."),
    "132001": lazy_gettext("Templat tidak ditemukan atau belum disetujui dalam bahasa ini."),
    "132005": lazy_gettext("Isi templat menjadi terlalu panjang."),
    "132007": lazy_gettext("Isi templat melanggar kebijakan WhatsApp."),
    "132008": _VARIABLES,
    "132012": _VARIABLES,
    "132015": lazy_gettext("Templat dijeda Meta karena mutunya rendah."),
    "132016": lazy_gettext("Templat dinonaktifkan Meta karena mutunya rendah."),
    "media_host": lazy_gettext("Tautan berkas menunjuk ke alamat yang bukan milik Meta."),
    "media_too_big": lazy_gettext("Berkas dari pelanggan terlalu besar."),
    "media_damaged": lazy_gettext("Berkas rusak saat diunduh; akan dicoba lagi."),
}

_TELEGRAM = {
    "blocked": lazy_gettext("Penerima memblokir bot Telegram."),
    "deactivated": lazy_gettext("Akun Telegram penerima sudah tidak aktif."),
    "not_started": lazy_gettext("Penerima belum menekan Start pada bot Telegram."),
    "chat_not_found": lazy_gettext("Percakapan Telegram tidak ditemukan; penerima perlu menekan Start pada bot."),
    "chat_moved": lazy_gettext("Percakapan Telegram ini sudah berpindah menjadi grup lain."),
    "forbidden": lazy_gettext("Bot Telegram tidak boleh menulis kepada penerima ini."),
    "query_too_old": lazy_gettext("Tombol ditekan terlalu lama yang lalu untuk dijawab."),
    "not_modified": lazy_gettext("Pesan Telegram sudah berisi hal yang sama."),
    "message_not_found": lazy_gettext("Pesan Telegram yang akan diubah sudah tidak ada."),
    "message_not_editable": lazy_gettext("Pesan Telegram ini tidak dapat diubah lagi."),
    "bad_html": lazy_gettext("Bentuk pesan Telegram tidak sah. Beri tahu admin."),
    "too_long": lazy_gettext("Pesan terlalu panjang untuk Telegram."),
    "empty_text": lazy_gettext("Pesan Telegram kosong."),
    "bad_button": lazy_gettext("Tombol pesan Telegram tidak sah. Beri tahu admin."),
    "bad_webhook": lazy_gettext("Alamat webhook tidak diterima Telegram. Admin perlu memeriksanya."),
    "bad_request": lazy_gettext("Permintaan tidak diterima Telegram. Beri tahu admin."),
    "bad_token": lazy_gettext("Token bot Telegram tidak berlaku. Admin perlu memasang token baru."),
    "429": _BUSY,
    "409": _ILL,
}

_MIDTRANS = {
    "order_id_taken": lazy_gettext("Nomor pesanan pembayaran ini sudah pernah dipakai."),
    "bad_request": lazy_gettext("Data pembayaran tidak diterima Midtrans. Beri tahu admin."),
    "unauthorized": lazy_gettext("Kunci Midtrans tidak berlaku. Admin perlu memeriksanya."),
    "in_progress": lazy_gettext("Midtrans masih mengerjakan permintaan yang sama; akan dicoba lagi."),
}

_MAIL_LOGIN = lazy_gettext("Nama pengguna atau sandi server e-mail tidak diterima. Admin perlu memeriksanya.")
_MAIL_LATER = lazy_gettext("Server e-mail belum dapat menerima pesan; akan dicoba lagi.")
_MAIL = {
    "421": _MAIL_LATER,
    "450": lazy_gettext("Kotak surat penerima sedang tidak dapat dipakai; akan dicoba lagi."),
    "451": _MAIL_LATER,
    "452": lazy_gettext("Server e-mail kehabisan tempat; akan dicoba lagi."),
    "454": _MAIL_LATER,
    "530": _MAIL_LOGIN,
    "534": _MAIL_LOGIN,
    "535": _MAIL_LOGIN,
    "538": _MAIL_LOGIN,
    "550": lazy_gettext("Alamat e-mail tidak ada atau menolak pesan."),
    "551": lazy_gettext("Penerima tidak ada di server e-mail ini."),
    "552": lazy_gettext("Kotak surat penerima penuh atau pesan terlalu besar."),
    "553": lazy_gettext("Alamat e-mail tidak diterima server."),
    "554": lazy_gettext("Server e-mail menolak pesan ini."),
    "unauthorized": lazy_gettext("Kunci SendGrid tidak berlaku. Admin perlu memeriksanya."),
    "forbidden": lazy_gettext("SendGrid tidak mengizinkan alamat pengirim kita. Admin perlu memeriksanya."),
    "bad_request": lazy_gettext("SendGrid menolak bentuk pesan. Beri tahu admin."),
    "too_long": lazy_gettext("Pesan terlalu besar untuk SendGrid."),
    "dropped": lazy_gettext("SendGrid tidak mengirim: alamat ini pernah memantul, menolak, atau berhenti menerima."),
    "bounce": lazy_gettext("E-mail dikembalikan oleh server penerima."),
    "bounce_address": lazy_gettext("Alamat e-mail tidak ada. Perbaiki alamatnya."),
    "bounce_blocked": lazy_gettext("Server penerima menolak e-mail dari kita."),
    "bounce_full": lazy_gettext("Kotak surat penerima penuh."),
    "auth_missing": lazy_gettext("Server e-mail tidak menyediakan cara masuk. Admin perlu memeriksanya."),
    "starttls_missing": lazy_gettext("Server e-mail tidak menyediakan sambungan aman. Admin perlu memeriksanya."),
}

_HOOK = {
    "gone": lazy_gettext("Alamat menjawab bahwa ia sudah tidak ada (410). Langganannya dijeda."),
    "private_address": lazy_gettext("Alamat menunjuk ke jaringan dalam; Sigap tidak pernah mengirim ke sana."),
}

_PUSH = {
    "gone": lazy_gettext("Peramban ini tidak menerima notifikasi lagi; pendaftarannya diakhiri."),
    "unknown_host": lazy_gettext("Alamat peramban ini tidak termasuk layanan notifikasi yang dikenal."),
    "bad_keys": lazy_gettext("Kunci yang diberikan peramban ini tidak dapat dipakai."),
    "bad_request": lazy_gettext("Layanan notifikasi peramban menolak bentuk pesan. Beri tahu admin."),
    "forbidden": lazy_gettext("Peramban ini mendaftar dengan kunci kita yang lama; perlu diaktifkan lagi."),
    "too_long": lazy_gettext("Notifikasi terlalu panjang untuk layanan peramban."),
    "unauthorized": lazy_gettext("Kunci notifikasi peramban (VAPID) tidak diterima. Admin perlu memeriksanya."),
}

_CHANNELS = {
    "push": _PUSH,
    "whatsapp": _WHATSAPP,
    "telegram": _TELEGRAM,
    "midtrans": _MIDTRANS,
    "smtp": _MAIL,
    "email": _MAIL,
    "webhook": _HOOK,
}
_NAMES = {
    "push": "Push",
    "whatsapp": "WhatsApp",
    "telegram": "Telegram",
    "midtrans": "Midtrans",
    "smtp": "E-mail",
    "email": "E-mail",
    "webhook": "Webhook",
}


def reason(channel: str, code: str) -> str:
    """Say why a delivery failed; a code nobody has foreseen is named in a general sentence."""
    known = channel.lower()
    found = _CHANNELS.get(known, {}).get(code) or _NETWORK.get(code) or _family(known, code)
    if found is not None:
        return str(found)
    name = _NAMES.get(known, channel)
    return gettext("%(channel)s tidak menyampaikan pesan (kode %(code)s).", channel=name, code=code)


def _family(channel: str, code: str) -> object | None:
    if code == "http_429":
        return _BUSY
    if code.startswith("http_5") or (channel == "telegram" and code.startswith("5")):
        return _ILL
    # Meta reserves 200 to 299 for missing permissions.
    is_permission = channel == "whatsapp" and len(code) == len("200") and code.isdecimal() and code[0] == "2"
    return _PERMISSION if is_permission else None

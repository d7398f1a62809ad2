"""Why a message did not arrive, in words for people instead of a provider's code."""

from app.core.i18n import N_, gettext

_NETWORK = {
    "timeout": N_("Penyedia terlalu lama menjawab; akan dicoba lagi."),
    "unreachable": N_("Penyedia tidak dapat dihubungi; akan dicoba lagi."),
    "connection_lost": N_("Sambungan ke penyedia terputus; akan dicoba lagi."),
    "tls": N_("Sambungan aman ke penyedia gagal dibuat; akan dicoba lagi."),
    "broken": N_("Pesan tidak terkirim karena kesalahan di sistem kita sendiri. Beri tahu admin."),
    "bad_setting": N_("Alamat atau token penyedia di setelan tidak sah. Admin perlu memeriksanya."),
    "bad_address": N_("Alamat tujuan tidak sah. Periksa penulisannya."),
    "stopped": N_("Pelanggan menulis STOP; pesan yang tidak penting tidak dikirim."),
    "no_template": N_("Jendela 24 jam tertutup dan belum ada templat: kirim sendiri lewat tautan wa.me."),
    "code_waits": N_(
        "Kode belum dapat dikirim: jendela 24 jam tertutup dan belum ada templat. "
        "Kode keluar sendiri begitu orangnya menulis ke WhatsApp kita."
    ),
    "template_stopped": N_("Meta sedang tidak mengirim templat ini: kirim sendiri lewat tautan wa.me."),
    "failed": N_("Penyedia gagal menyampaikan pesan tanpa menyebut sebabnya."),
    "unreadable_answer": N_("Jawaban penyedia tidak dapat dibaca; akan dicoba lagi."),
}

_BUSY = N_("Penyedia sedang membatasi jumlah pesan; akan dicoba lagi.")
_ILL = N_("Penyedia sedang mengalami gangguan; akan dicoba lagi.")
_PERMISSION = N_("Akun WhatsApp tidak punya izin untuk mengirim pesan ini. Admin perlu memeriksa izin aplikasi.")
_BLOCKED_ACCOUNT = N_("Akun WhatsApp perusahaan diblokir oleh Meta. Admin perlu menghubungi Meta.")
_PAYMENT = N_("Ada masalah pembayaran pada akun WhatsApp perusahaan. Admin perlu memeriksa tagihan Meta.")
_TOKEN = N_("Token WhatsApp tidak berlaku atau kedaluwarsa. Admin perlu memasang token baru.")
_VARIABLES = N_("Isi variabel templat tidak sesuai dengan bentuk yang disetujui Meta.")

_WHATSAPP = {
    "0": _TOKEN,
    "190": _TOKEN,
    "3": _PERMISSION,
    "10": _PERMISSION,
    "368": _BLOCKED_ACCOUNT,
    "account_restricted": N_("Meta membatasi akun WhatsApp perusahaan, jadi pesan ini dikirim manual."),
    "131031": _BLOCKED_ACCOUNT,
    "131042": _PAYMENT,
    "131044": _PAYMENT,
    "131045": N_("Nomor WhatsApp perusahaan belum terdaftar dengan benar. Admin perlu mendaftarkannya ulang."),
    "130497": N_("Akun WhatsApp perusahaan tidak boleh mengirim pesan ke negara tujuan."),
    "131037": N_("Nama tampilan nomor WhatsApp perusahaan belum disetujui Meta."),
    "4": _BUSY,
    "80007": _BUSY,
    "130429": _BUSY,
    "131056": N_("Terlalu banyak pesan ke nomor ini dalam waktu singkat; akan dicoba lagi."),
    "131048": N_("Pengiriman dibatasi karena banyak pesan ditandai sebagai spam; akan dicoba lagi."),
    "131064": N_("Batas kirim akun bisnis sudah tercapai; akan dicoba lagi."),
    "131016": _ILL,
    "131000": _ILL,
    "131057": N_("Akun WhatsApp sedang dalam pemeliharaan; akan dicoba lagi."),
    "1": _ILL,
    "2": _ILL,
    "133016": N_("Terlalu banyak percobaan pendaftaran nomor; akan dicoba lagi."),
    "131026": N_(
        "Pesan tidak dapat disampaikan: nomor tidak memakai WhatsApp, aplikasinya terlalu lama, "
        "atau ketentuannya belum disetujui."
    ),
    "131047": N_("Sudah lebih dari 24 jam sejak pelanggan terakhir menulis; hanya templat yang boleh dikirim."),
    "131050": N_("Pelanggan berhenti menerima pesan promosi dari kita."),
    "131049": N_("WhatsApp membatasi jumlah pesan promosi untuk pelanggan ini; pesan tidak dikirim."),
    "130472": N_("Nomor pelanggan termasuk dalam percobaan WhatsApp; pesan ini tidak dikirim."),
    "131021": N_("Nomor tujuan sama dengan nomor pengirim."),
    "131030": N_("Nomor tujuan belum ada di daftar nomor uji akun WhatsApp."),
    "131062": N_("Pesan jenis ini memerlukan nomor telepon pelanggan; nama pengguna saja tidak cukup."),
    "100": N_("Ada isian pesan yang tidak diterima WhatsApp. Beri tahu admin."),
    "131008": N_("Ada isian pesan yang wajib tetapi kosong. Beri tahu admin."),
    "131009": N_("Ada isian pesan dengan nilai yang tidak diterima WhatsApp. Beri tahu admin."),
    "131051": N_("Jenis pesan ini tidak didukung WhatsApp."),
    "131052": N_("Berkas dari pelanggan tidak dapat diunduh."),
    "131053": N_("Berkas tidak dapat diambil WhatsApp; periksa jenis, ukuran, dan tautannya."),
    "132000": N_("Jumlah variabel tidak cocok dengan templat."),
    "132001": N_("Templat tidak ditemukan atau belum disetujui dalam bahasa ini."),
    "132005": N_("Isi templat menjadi terlalu panjang."),
    "132007": N_("Isi templat melanggar kebijakan WhatsApp."),
    "132008": _VARIABLES,
    "132012": _VARIABLES,
    "132015": N_("Templat dijeda Meta karena mutunya rendah."),
    "132016": N_("Templat dinonaktifkan Meta karena mutunya rendah."),
    "media_host": N_("Tautan berkas menunjuk ke alamat yang bukan milik Meta."),
    "media_too_big": N_("Berkas dari pelanggan terlalu besar."),
    "media_damaged": N_("Berkas rusak saat diunduh; akan dicoba lagi."),
}

_TELEGRAM = {
    "blocked": N_("Penerima memblokir bot Telegram."),
    "deactivated": N_("Akun Telegram penerima sudah tidak aktif."),
    "not_started": N_("Penerima belum menekan Start pada bot Telegram."),
    "chat_not_found": N_("Percakapan Telegram tidak ditemukan; penerima perlu menekan Start pada bot."),
    "chat_moved": N_("Percakapan Telegram ini sudah berpindah menjadi grup lain."),
    "forbidden": N_("Bot Telegram tidak boleh menulis kepada penerima ini."),
    "query_too_old": N_("Tombol ditekan terlalu lama yang lalu untuk dijawab."),
    "not_modified": N_("Pesan Telegram sudah berisi hal yang sama."),
    "message_not_found": N_("Pesan Telegram yang akan diubah sudah tidak ada."),
    "message_not_editable": N_("Pesan Telegram ini tidak dapat diubah lagi."),
    "bad_html": N_("Bentuk pesan Telegram tidak sah. Beri tahu admin."),
    "too_long": N_("Pesan terlalu panjang untuk Telegram."),
    "empty_text": N_("Pesan Telegram kosong."),
    "bad_button": N_("Tombol pesan Telegram tidak sah. Beri tahu admin."),
    "bad_webhook": N_("Alamat webhook tidak diterima Telegram. Admin perlu memeriksanya."),
    "bad_request": N_("Permintaan tidak diterima Telegram. Beri tahu admin."),
    "bad_token": N_("Token bot Telegram tidak berlaku. Admin perlu memasang token baru."),
    "429": _BUSY,
    "409": _ILL,
}

_MIDTRANS = {
    "order_id_taken": N_("Nomor pesanan pembayaran ini sudah pernah dipakai."),
    "bad_request": N_("Data pembayaran tidak diterima Midtrans. Beri tahu admin."),
    "unauthorized": N_("Kunci Midtrans tidak berlaku. Admin perlu memeriksanya."),
    "in_progress": N_("Midtrans masih mengerjakan permintaan yang sama; akan dicoba lagi."),
}

_MAIL_LOGIN = N_("Nama pengguna atau sandi server e-mail tidak diterima. Admin perlu memeriksanya.")
_MAIL_LATER = N_("Server e-mail belum dapat menerima pesan; akan dicoba lagi.")
_MAIL = {
    "421": _MAIL_LATER,
    "450": N_("Kotak surat penerima sedang tidak dapat dipakai; akan dicoba lagi."),
    "451": _MAIL_LATER,
    "452": N_("Server e-mail kehabisan tempat; akan dicoba lagi."),
    "454": _MAIL_LATER,
    "530": _MAIL_LOGIN,
    "534": _MAIL_LOGIN,
    "535": _MAIL_LOGIN,
    "538": _MAIL_LOGIN,
    "550": N_("Alamat e-mail tidak ada atau menolak pesan."),
    "551": N_("Penerima tidak ada di server e-mail ini."),
    "552": N_("Kotak surat penerima penuh atau pesan terlalu besar."),
    "553": N_("Alamat e-mail tidak diterima server."),
    "554": N_("Server e-mail menolak pesan ini."),
    "unauthorized": N_("Kunci SendGrid tidak berlaku. Admin perlu memeriksanya."),
    "forbidden": N_("SendGrid tidak mengizinkan alamat pengirim kita. Admin perlu memeriksanya."),
    "bad_request": N_("SendGrid menolak bentuk pesan. Beri tahu admin."),
    "too_long": N_("Pesan terlalu besar untuk SendGrid."),
    "dropped": N_("SendGrid tidak mengirim: alamat ini pernah memantul, menolak, atau berhenti menerima."),
    "bounce": N_("E-mail dikembalikan oleh server penerima."),
    "bounce_address": N_("Alamat e-mail tidak ada. Perbaiki alamatnya."),
    "bounce_blocked": N_("Server penerima menolak e-mail dari kita."),
    "bounce_full": N_("Kotak surat penerima penuh."),
    "auth_missing": N_("Server e-mail tidak menyediakan cara masuk. Admin perlu memeriksanya."),
    "starttls_missing": N_("Server e-mail tidak menyediakan sambungan aman. Admin perlu memeriksanya."),
}

_HOOK = {
    "gone": N_("Alamat menjawab bahwa ia sudah tidak ada (410). Langganannya dijeda."),
    "unauthorized": N_("Kunci API tidak diterima. Admin perlu memeriksa STATUSPAGE_API_KEY."),
    "private_address": N_("Alamat menunjuk ke jaringan dalam; Sigap tidak pernah mengirim ke sana."),
}

_PUSH = {
    "gone": N_("Peramban ini tidak menerima notifikasi lagi; pendaftarannya diakhiri."),
    "unknown_host": N_("Alamat peramban ini tidak termasuk layanan notifikasi yang dikenal."),
    "bad_keys": N_("Kunci yang diberikan peramban ini tidak dapat dipakai."),
    "bad_request": N_("Layanan notifikasi peramban menolak bentuk pesan. Beri tahu admin."),
    "forbidden": N_("Peramban ini mendaftar dengan kunci kita yang lama; perlu diaktifkan lagi."),
    "too_long": N_("Notifikasi terlalu panjang untuk layanan peramban."),
    "unauthorized": N_("Kunci notifikasi peramban (VAPID) tidak diterima. Admin perlu memeriksanya."),
}

_META = {
    "meta_window": N_(
        "Sudah lebih dari tujuh hari sejak orang ini terakhir menulis ke halaman kita; Meta tidak menyampaikan "
        "pesan lagi. Sesudah mereka menulis, kirim ulang."
    ),
    "meta_190": N_("Token halaman tidak berlaku atau kedaluwarsa. Admin perlu memasang token baru."),
    "meta_10": N_("Token halaman tidak punya izin untuk membalas. Admin perlu memeriksa izin aplikasi."),
    "meta_551": N_("Orang ini sedang tidak dapat dikirimi pesan."),
    "meta_100": N_("Komentar atau percakapannya tidak ada lagi, atau isinya tidak diterima Meta."),
    "meta_613": _BUSY,
    "meta_4": _BUSY,
}
_CHANNELS = {
    "meta": _META,
    "push": _PUSH,
    "whatsapp": _WHATSAPP,
    "telegram": _TELEGRAM,
    "midtrans": _MIDTRANS,
    "smtp": _MAIL,
    "email": _MAIL,
    "webhook": _HOOK,
}
_NAMES = {
    "meta": "Facebook/Instagram",
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

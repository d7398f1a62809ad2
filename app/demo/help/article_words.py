"""Articles, instructions and searches of the demo's help centre."""

CATEGORIES = [
    ("Servis AC", "AC service"),
    ("Kunjungan", "Visits"),
    ("Tagihan", "Billing"),
    ("Akun", "Account"),
    ("Kerja internal", "Internal work"),
]
SYNONYMS = [("ac", "pendingin ruangan"), ("freon", "refrigeran"), ("tagihan", "invoice"), ("lunas", "bayar")]
ARTICLES: list[tuple[str, str, list[str], bool, str]] = [
    (
        "Servis AC",
        "AC bocor atau menetes",
        ["PROBLEM"],
        False,
        (
            "Air yang menetes dari unit dalam hampir selalu berarti saluran pembuangan tersumbat.\n\n## Yang bisa Anda coba\n\n"
            "1. Matikan AC, tunggu 30 menit.\n2. Cuci saringan dengan air mengalir, keringkan.\n3. Periksa ujung selang di luar: "
            "tidak tertekuk, tidak terendam.\n\n## Kapan memanggil kami\n\nMasih menetes setelah satu jam menyala, atau ada es di "
            "pipa. Jangan menyalakan AC lagi bila air mengenai stopkontak."
        ),
    ),
    (
        "Servis AC",
        "AC tidak dingin",
        ["PROBLEM"],
        False,
        (
            "## Periksa dulu\n\n- Suhu di remote 24 °C, mode **COOL**.\n- Saringan bersih.\n- Unit luar tidak tertutup barang.\n\n"
            "## Penyebab yang perlu teknisi\n\nRefrigeran kurang, kapasitor lemah, atau kompresor mati. Refrigeran tidak habis "
            "sendiri: bila kurang, ada kebocoran yang harus dicari."
        ),
    ),
    (
        "Servis AC",
        "Seberapa sering AC perlu dicuci",
        ["QUESTION"],
        False,
        (
            "| Dipakai | Cuci |\n|---|---|\n| Rumah, malam saja | tiap 4 bulan |\n| Kantor, sepanjang hari | tiap 3 bulan |\n"
            "| Dapur, bengkel, salon | tiap 2 bulan |\n\nCuci rutin menghemat listrik sampai seperlima."
        ),
    ),
    (
        "Kunjungan",
        "Mengubah jadwal kunjungan",
        ["REQUEST"],
        False,
        (
            "Hubungi kami paling lambat sehari sebelumnya lewat tautan tiket Anda atau WhatsApp. Sebut dua pilihan hari dan jam. "
            "Perubahan pada hari yang sama bisa dikenai biaya panggilan bila teknisi sudah berangkat."
        ),
    ),
    (
        "Kunjungan",
        "Siapa yang datang ke rumah Anda",
        ["QUESTION"],
        False,
        (
            "Teknisi membawa **Surat Tugas** dengan kode QR. Pindai kodenya: halaman kami menunjukkan nama teknisi dan nomor "
            "kunjungan. Tidak cocok? Jangan buka pintu, telepon kami."
        ),
    ),
    (
        "Tagihan",
        "Cara membayar invoice",
        ["QUESTION"],
        False,
        (
            "Buka tautan invoice di WhatsApp atau e-mail Anda.\n\n1. Pilih **Bayar sekarang** untuk virtual account, QRIS, atau "
            "kartu.\n2. Atau transfer ke rekening di invoice, lalu unggah buktinya.\n\nPembayaran lewat tautan langsung tercatat. "
            "Bukti transfer kami periksa pada jam kerja."
        ),
    ),
    (
        "Tagihan",
        "Invoice salah atau kurang jelas",
        ["COMPLAINT"],
        False,
        (
            "Balas pesan invoice, sebut baris mana yang tidak cocok. Kami periksa dengan catatan hari kerja teknisi dan mengirim "
            "perbaikan dengan nomor revisi. Jangan membayar dulu bila jumlahnya diragukan."
        ),
    ),
    (
        "Tagihan",
        "Garansi pekerjaan",
        ["QUESTION", "COMPLAINT"],
        False,
        (
            "Pekerjaan bergaransi 30 hari, suku cadang mengikuti pabriknya. Kerusakan yang sama dalam masa itu kami kerjakan lagi "
            "tanpa biaya. Simpan BAST Anda."
        ),
    ),
    (
        "Akun",
        "Lupa kata sandi",
        ["PROBLEM"],
        False,
        (
            "Di halaman masuk pilih **Lupa kata sandi**. Tautan berlaku satu jam. Tidak datang? Lihat folder spam, lalu minta kode "
            "lewat WhatsApp. Kami tidak pernah meminta kata sandi Anda."
        ),
    ),
    (
        "Kerja internal",
        "SOP keluhan pelanggan",
        ["COMPLAINT"],
        True,
        (
            "## Dalam satu jam\n\n1. Telepon, jangan hanya mengetik.\n2. Dengarkan sampai selesai, catat dengan kata pelanggan.\n"
            "3. Jangan menyalahkan teknisi.\n\n## Ganti rugi\n\nSampai Rp 250.000 diputuskan CS. Di atas itu tanya admin di "
            "catatan internal."
        ),
    ),
    (
        "Kerja internal",
        "SOP pembayaran ganda",
        ["PROBLEM", "QUESTION"],
        True,
        (
            "1. Cocokkan kedua nomor transaksi di layar Pembayaran.\n2. Jangan menjanjikan tanggal sebelum gateway menjawab.\n"
            "3. Catat pengembalian sebagai *counter entry*, kirim buktinya ke pelanggan."
        ),
    ),
]
ENGLISH = {
    "AC bocor atau menetes": (
        "Air conditioner leaks water",
        (
            "Water dripping from the indoor unit almost always means a blocked drain.\n\n## What you can try\n\n1. Switch it off "
            "for 30 minutes.\n2. Wash the filter, let it dry.\n3. Check the end of the hose outside.\n\n## When to call us\n\n"
            "It still drips after an hour, or there is ice on the pipe."
        ),
    ),
    "Cara membayar invoice": (
        "How to pay an invoice",
        (
            "Open the invoice link in WhatsApp or e-mail.\n\n1. Choose **Pay now** for virtual account, QRIS or card.\n2. Or "
            "transfer to the account on the invoice and upload the proof."
        ),
    ),
}
DRAFTS = [
    (
        "Servis AC",
        "Kode kesalahan di layar AC",
        (
            "Tulis kode dari layar dan merek AC saat menghubungi kami.\n\n- **E1**: komunikasi unit dalam dan luar.\n"
            "- **F0**: refrigeran kurang.\n- **P4**: modul inverter terlalu panas."
        ),
    ),
]
MISSED = [("sewa genset", 6), ("pindah AC ke rumah baru", 5), ("kartu garansi hilang", 3), ("diskon langganan", 2)]

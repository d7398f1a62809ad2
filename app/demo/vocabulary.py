"""Names, streets and sentences of the demo: believable, and nobody's own."""

FAMILY_CUSTOMERS = (
    "Agus Setiawan", "Tini Kartika", "Hendra Gunawan", "Ratna Dewi", "Yusuf Maulana", "Lilis Suryani", "Bambang Irawan",
    "Siti Aminah", "Dedi Kurniawan", "Wulan Pratiwi", "Rahmat Hidayat", "Nina Marlina", "Joko Susilo", "Fitri Handayani",
    "Asep Saepudin", "Maria Simatupang", "Andi Makkasau", "Yohana Wanma", "Eko Prasetyo", "Dian Permata", "Ujang Rohman",
    "Teti Herawati", "Robert Tanuwijaya", "Lina Kusuma", "Iwan Setiadi", "Rosa Hutapea", "Daeng Rahman", "Frans Rumbiak",
)  # fmt: skip
COMPANY_CUSTOMERS = (
    "Hotel Cempaka Bandung", "RS Bunda Asih", "Apotek Sehat Jaya", "Kantor Notaris Widodo", "Klinik Gigi Senyum",
    "Bank Perkreditan Priangan", "CV Roti Harum", "Kafe Kopi Kenangan Senja", "PT Tekstil Majalaya", "SMA Tunas Bangsa",
    "Restoran Sari Sunda", "Ruko Mega Elektronik", "Gudang Beku Nusantara", "Percetakan Aneka Warna", "Salon Ayu",
    "Minimarket Barokah", "PT Data Sentra Utama", "Hotel Losari Indah", "Kantor Dinas Pariwisata", "Laundry Bersih Wangi",
    "Toko Buku Cendekia", "Studio Foto Kilau", "Pabrik Tahu Cibuntu", "Koperasi Karya Mandiri", "Puskesmas Sukajadi",
    "Hotel Papua Permai", "Gereja Bethel", "Masjid Al-Hidayah", "Yayasan Kasih Ibu", "PT Logistik Timur Raya",
    "Apartemen Gateway", "Bengkel Maju Motor",
)  # fmt: skip

# city: (province, zone, latitude, longitude, [(street, village, district, postal code)], dialling code)
PLACES = {
    "Kota Bandung": ("Jawa Barat", "Asia/Jakarta", -6.9147, 107.6098, (
        ("Jl. Dago", "Lebak Gede", "Coblong", "40132"), ("Jl. Setiabudi", "Gegerkalong", "Sukasari", "40153"),
        ("Jl. Buah Batu", "Turangga", "Lengkong", "40264"), ("Jl. Pasteur", "Pasteur", "Sukajadi", "40161"),
        ("Jl. Soekarno-Hatta", "Sekejati", "Buahbatu", "40286"), ("Jl. Riau", "Citarum", "Bandung Wetan", "40115"),
        ("Jl. Cibaduyut Raya", "Cibaduyut", "Bojongloa Kidul", "40239"), ("Jl. Antapani", "Antapani Kidul", "Antapani", "40291"))),
    "Jakarta Selatan": ("DKI Jakarta", "Asia/Jakarta", -6.2615, 106.8106, (
        ("Jl. Kemang Raya", "Bangka", "Mampang Prapatan", "12730"), ("Jl. Fatmawati", "Cilandak Barat", "Cilandak", "12430"),
        ("Jl. Tebet Raya", "Tebet Timur", "Tebet", "12820"), ("Jl. Radio Dalam", "Gandaria Utara", "Kebayoran Baru", "12140"))),
    "Jakarta Barat": ("DKI Jakarta", "Asia/Jakarta", -6.1683, 106.7588, (
        ("Jl. Panjang", "Kebon Jeruk", "Kebon Jeruk", "11530"), ("Jl. Tanjung Duren", "Tanjung Duren", "Grogol", "11470"),
        ("Jl. Puri Indah", "Kembangan Selatan", "Kembangan", "11610"))),
    "Kota Makassar": ("Sulawesi Selatan", "Asia/Makassar", -5.1477, 119.4327, (
        ("Jl. Pettarani", "Tamamaung", "Panakkukang", "90231"), ("Jl. Penghibur", "Losari", "Ujung Pandang", "90111"),
        ("Jl. Sultan Alauddin", "Gunung Sari", "Rappocini", "90221"))),
    "Kota Jayapura": ("Papua", "Asia/Jayapura", -2.5916, 140.6690, (
        ("Jl. Koti", "Argapura", "Jayapura Selatan", "99222"), ("Jl. Raya Abepura", "Kotabaru", "Abepura", "99351"))),
}  # fmt: skip
CITY_WEIGHTS = (
    ("Kota Bandung", 30),
    ("Jakarta Selatan", 13),
    ("Jakarta Barat", 7),
    ("Kota Makassar", 6),
    ("Kota Jayapura", 4),
)
LANDMARKS = (
    "seberang masjid besar", "sebelah minimarket", "pagar hijau", "belakang SPBU", "dekat pos satpam", "rumah pojok cat biru",
    "masuk gang sebelah apotek", "ruko nomor tiga dari kiri", "",
)  # fmt: skip
SITE_NAMES = ("Rumah", "Kantor pusat", "Gudang", "Cabang", "Lantai 2", "Ruang server")

# problem, skill, labour code, hours, [materials]
JOBS = (
    ("AC split 1 PK tidak dingin, sudah dicuci bulan lalu", "AC split", "JASA-PERIKSA", 2, ("FREON-R32",)),
    ("Cuci besar 4 unit AC split", "AC split", "JASA-CUCI", 4, ()),
    ("AC bocor air ke plafon", "AC split", "JASA-PERIKSA", 2, ("PIPA-DRAIN",)),
    ("Pasang AC baru 2 unit 1,5 PK di lantai atas", "AC split", "JASA-PASANG", 6, ("PIPA-TEMBAGA", "BRAKET")),
    ("Bongkar pasang AC karena pindah ruangan", "AC split", "JASA-PASANG", 5, ("PIPA-TEMBAGA",)),
    ("AC kaset restoran berisik dan bergetar", "AC kaset", "JASA-PERIKSA", 3, ("MOTOR-FAN",)),
    ("Perawatan berkala AC kaset 6 unit", "AC kaset", "JASA-CUCI", 7, ()),
    ("VRF lantai 3 error E4, semua ruangan panas", "VRF / sentral", "JASA-VRF", 7, ("SENSOR-SUHU", "FREON-R410")),
    ("Perawatan triwulan chiller gedung", "VRF / sentral", "JASA-VRF", 8, ()),
    ("Cold storage tidak mencapai -18 derajat", "Cold storage", "JASA-COLD", 6, ("FREON-R404", "KATUP-EXP")),
    ("Pintu cold storage membeku, heater mati", "Cold storage", "JASA-COLD", 4, ("HEATER-PINTU",)),
    ("MCB turun setiap AC dinyalakan", "Listrik", "JASA-LISTRIK", 2, ("MCB-16A",)),
    ("Tarik jalur listrik khusus untuk AC baru", "Listrik", "JASA-LISTRIK", 5, ("KABEL-NYM", "MCB-16A")),
    ("Remote tidak merespons, lampu indikator berkedip", "AC split", "JASA-PERIKSA", 1, ("MODUL-PCB",)),
)  # fmt: skip
SKILLS = ("AC split", "AC kaset", "VRF / sentral", "Cold storage", "Listrik")

LABOUR_SKILLS = {"JASA-VRF": "VRF / sentral", "JASA-COLD": "Cold storage", "JASA-LISTRIK": "Listrik"}

# code, name, kind, unit, price
PRICES = (
    ("JASA-PERIKSA", "Jasa pemeriksaan dan perbaikan", "LABOUR", "orang-hari", 350_000),
    ("JASA-CUCI", "Jasa cuci dan perawatan AC", "LABOUR", "orang-hari", 300_000),
    ("JASA-PASANG", "Jasa pemasangan AC", "LABOUR", "orang-hari", 450_000),
    ("JASA-VRF", "Jasa teknisi VRF / sentral", "LABOUR", "orang-hari", 850_000),
    ("JASA-COLD", "Jasa teknisi cold storage", "LABOUR", "orang-hari", 900_000),
    ("JASA-LISTRIK", "Jasa instalasi listrik", "LABOUR", "orang-hari", 400_000),
    ("FREON-R32", "Isi freon R32", "MATERIAL", "kg", 285_000),
    ("FREON-R410", "Isi freon R410A", "MATERIAL", "kg", 310_000),
    ("FREON-R404", "Isi freon R404A", "MATERIAL", "kg", 365_000),
    ("PIPA-TEMBAGA", "Pipa tembaga 1/4 + 3/8", "MATERIAL", "m", 145_000),
    ("PIPA-DRAIN", "Pipa pembuangan PVC", "MATERIAL", "m", 28_000),
    ("BRAKET", "Braket outdoor", "MATERIAL", "set", 165_000),
    ("MOTOR-FAN", "Motor fan indoor", "MATERIAL", "pcs", 725_000),
    ("SENSOR-SUHU", "Sensor suhu VRF", "MATERIAL", "pcs", 540_000),
    ("KATUP-EXP", "Katup ekspansi", "MATERIAL", "pcs", 1_250_000),
    ("HEATER-PINTU", "Heater pintu cold storage", "MATERIAL", "set", 980_000),
    ("MCB-16A", "MCB 16 A", "MATERIAL", "pcs", 85_000),
    ("KABEL-NYM", "Kabel NYM 3×2,5", "MATERIAL", "m", 22_000),
    ("MODUL-PCB", "Modul PCB indoor", "MATERIAL", "pcs", 1_150_000),
    ("TRANSPORT", "Transport luar kota", "OTHER", "trip", 250_000),
)

GOOD_COMMENTS = (
    "Teknisinya ramah dan rapi, AC langsung dingin.", "Datang tepat waktu, penjelasannya jelas.", "Sangat puas, terima kasih.",
    "Kerjanya bersih, bekas bor dibersihkan.", "Cepat tanggap. Recommended.", "", "", "",
)  # fmt: skip
BAD_COMMENTS = (
    "Teknisi datang terlambat hampir satu jam.", "Masih menetes sedikit, mohon dicek lagi.", "CS lama membalas WhatsApp.",
    "Hasilnya biasa saja.",
)  # fmt: skip
INBOUND = (
    "Selamat pagi, AC di ruang rapat tidak dingin", "STATUS", "Terima kasih, sudah dingin lagi", "Bisa dijadwalkan besok pagi?",
    "BANTUAN", "Teknisinya sudah sampai mana ya?", "Sudah saya transfer ya", "Baik, ditunggu",
)  # fmt: skip
CANCEL_REASONS = ("Pelanggan membatalkan, AC sudah normal", "Lokasi tutup pada hari itu", "Tiket ganda")
EXTENSION_REASONS = (
    "Kompresor harus diganti, barang baru datang besok", "Jalur pipa lebih panjang dari rencana",
    "Hujan deras, pekerjaan outdoor belum selesai", "Perlu perancah untuk unit lantai 3",
)  # fmt: skip

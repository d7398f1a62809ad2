"""Thirty bugs as people report them: title, what happened, impact, frequency, days ago, how far it has come.

How far: the last verb; `=7` is a duplicate of the seventh.
"""

BUGS = (
    ("Foto BAST terbalik setelah diunggah dari HP", "Foto tampil miring 90 derajat", "MINOR", "ALWAYS", 78, "fix 1.2.0"),
    ("Tombol Ambil Job tidak bereaksi saat sinyal lemah", "Tidak ada pesan, harus ditekan berkali-kali", "BLOCKING", "OFTEN", 74, "fix 1.2.0"),
    ("Tombol ambil job macet di lokasi basement", "Putaran tidak berhenti", "MAJOR", "OFTEN", 73, "=2"),
    ("Ambil job gagal tanpa pesan apa pun", "Halaman diam saja", "MAJOR", "SOMETIMES", 72, "=2"),
    ("Jam kunjungan Makassar tampil dalam WIB", "Jam di notifikasi lebih cepat satu jam", "MAJOR", "ALWAYS", 66, "fix 1.2.1"),
    ("Notifikasi jadwal berbeda dengan di halaman", "Selisih satu jam", "MINOR", "OFTEN", 65, "=5"),
    ("PDF invoice memotong nama barang yang panjang", "Baris kedua hilang", "MINOR", "SOMETIMES", 61, "fix 1.2.1"),
    ("Pencarian pelanggan tidak menemukan nama bergaris hubung", "Hasil kosong", "MINOR", "ALWAYS", 58, "fix 1.3.0"),
    ("Warna teks tidak terbaca di mode gelap", "Abu-abu di atas abu-abu", "COSMETIC", "ALWAYS", 55, "fix 1.3.0"),
    ("Tautan penilaian kedaluwarsa sebelum 14 hari", "Halaman bilang sudah tidak berlaku", "MAJOR", "SOMETIMES", 49, "fix 1.3.0"),
    ("Kuitansi tidak terkirim setelah bayar lewat transfer", "Tidak ada pesan WhatsApp", "MAJOR", "SOMETIMES", 20, "fix 1.3.1"),
    ("Bukti transfer kedua menggantikan yang pertama", "Bukti pertama hilang dari daftar", "BLOCKING", "ONCE", 19, "fix 1.3.1"),
    ("Check-in gagal padahal sudah di lokasi", "Jarak terhitung 4 km", "BLOCKING", "SOMETIMES", 18, "fix 1.3.1"),
    ("GPS dianggap di luar radius", "Sudah di depan rumah pelanggan", "MAJOR", "SOMETIMES", 17, "=13"),
    ("Lokasi check-in salah di HP lama", "Selalu di luar radius", "MAJOR", "ALWAYS", 17, "=13"),
    ("Filter tanggal tidak ikut terbawa ke ekspor", "Berkas berisi semua data", "MINOR", "ALWAYS", 13, "fix 1.4.0"),
    ("Grafik KPI kosong pada minggu pertama", "Hanya garis kosong", "COSMETIC", "SOMETIMES", 12, "fix 1.4.0"),
    ("Nama dengan tanda petik tampil sebagai kode", "Muncul &#39; di antrean pesan", "MINOR", "ALWAYS", 9, "fix 1.4.0"),
    ("Tambah hari disetujui tetapi jadwal tidak berubah", "Rencana selesai tetap", "MAJOR", "SOMETIMES", 14, "test"),
    ("Antrean job tidak bergeser setelah teknisi mundur", "Tetap nomor dua", "MAJOR", "OFTEN", 11, "start"),
    ("Halaman pool lambat setelah 50 job", "Perlu 10 detik", "MINOR", "OFTEN", 10, "start"),
    ("Tanda tangan pelanggan hilang saat layar diputar", "Kanvas kosong lagi", "MAJOR", "ALWAYS", 8, "confirm"),
    ("Tanda tangan terhapus sendiri", "Harus mengulang", "MAJOR", "OFTEN", 7, "=22"),
    ("Email berisi tautan yang terpotong", "Tautan berhenti di tanda hubung", "MINOR", "SOMETIMES", 6, "confirm"),
    ("Aplikasi keluar sendiri tadi malam", "Kembali ke halaman masuk", "MINOR", "ONCE", 20, "cannot_reproduce"),
    ("Suara notifikasi dua kali", "Berbunyi ganda", "COSMETIC", "ONCE", 9, "cannot_reproduce"),
    ("Harga jasa terlalu mahal", "Tidak sesuai harapan", "MINOR", "ALWAYS", 30, "reject"),
    ("Tidak bisa menghapus invoice yang sudah dibayar", "Tidak ada tombolnya", "MINOR", "ALWAYS", 16, "reject"),
    ("Peta tidak terbuka di iPhone", "Layar putih", "MAJOR", "ALWAYS", 2, "new"),
    ("Unggah foto berhenti di 99 persen", "Tidak pernah selesai", "BLOCKING", "OFTEN", 1, "new"),
    ("Ikon lonceng menutupi nama di layar kecil", "Bertumpuk", "COSMETIC", "ALWAYS", 1, "new"),
)  # fmt: skip
VERSIONS = ("1.1.0", "1.2.0", "1.2.1", "1.3.0", "1.3.1", "1.4.0")
BROWSERS = ("Chrome 131, Android 14", "Chrome 130, Windows 10/11", "Safari 17, iOS 17.5", "Firefox 132, Linux")

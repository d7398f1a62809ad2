"""What the people of the demo suggest and criticise, and what CS answers."""

S, K = "SUGGESTION", "CRITICISM"

# kind, category, subject, what they wrote
ITEMS = (
    (S, "Fitur", "Pilih sendiri jam kunjungan", "Saat memesan servis, saya ingin memilih sendiri jam kunjungan dari slot yang masih kosong."),
    (K, "Umum", "Teknisi datang terlambat dua jam", "Janji pukul sembilan, datang pukul sebelas tanpa kabar. Tolong beri tahu kalau terlambat."),
    (S, "Fitur", "Pengingat servis berkala", "Mohon dibuatkan pengingat otomatis setiap tiga bulan supaya AC tidak lupa dicuci."),
    (S, "Desain", "Mode gelap untuk portal", "Mata saya cepat lelah malam hari. Mode gelap yang mengikuti ponsel akan sangat membantu."),
    (K, "Performa", "Halaman invoice lambat dibuka", "Dengan sinyal 3G, halaman invoice baru terbuka setelah belasan detik."),
    (S, "Fitur", "Unduh semua invoice setahun", "Untuk laporan pajak kantor, saya perlu mengunduh semua invoice satu tahun sekaligus."),
    (K, "Umum", "Nomor CS susah dihubungi", "Saya menelepon tiga kali hari Senin pagi dan tidak diangkat."),
    (S, "Desain", "Perbesar tulisan di surat tugas", "Huruf pada surat tugas terlalu kecil untuk dibaca satpam di lobi."),
    (S, "Fitur", "Bayar dengan QRIS", "Tolong tambahkan QRIS agar tidak perlu mengetik nomor rekening."),
    (K, "Bug", "Foto bukti tidak muncul", "Foto hasil kerja di halaman riwayat kadang kosong, baru muncul setelah dimuat ulang."),
    (S, "Umum", "Paket perawatan untuk kos-kosan", "Saya punya dua belas kamar kos. Adakah paket dengan harga khusus?"),
    (K, "Desain", "Tombol batal terlalu dekat", "Tombol Batal berdampingan dengan Simpan, dua kali saya salah tekan di ponsel."),
    (S, "Fitur", "Lacak posisi teknisi", "Kalau posisi teknisi bisa dilihat di peta, saya tahu kapan harus pulang ke rumah."),
    (K, "Umum", "Harga suku cadang tidak dijelaskan", "Di invoice hanya tertulis kapasitor tanpa merek. Mohon dirinci."),
    (S, "Performa", "Simpan formulir saat sinyal putus", "Formulir yang sudah diisi hilang ketika masuk lift. Simpan sementara di ponsel, ya."),
    (S, "Fitur", "Beberapa alamat dalam satu akun", "Toko saya ada tiga cabang. Ingin semua riwayatnya dalam satu akun."),
    (K, "Bug", "Notifikasi masuk dua kali", "Setiap kunjungan selesai, pemberitahuan penilaian datang dua kali berturut-turut."),
    (S, "Desain", "Urutkan riwayat dari yang terbaru", "Riwayat kunjungan sebaiknya mulai dari yang terbaru, bukan yang terlama."),
    (S, "Fitur", "Kalender bersama untuk kantor", "Jadwal kunjungan bisa diikuti dari kalender kantor (iCal) akan memudahkan bagian umum."),
    (K, "Umum", "Ruangan kotor setelah servis", "Air cucian AC menetes ke lantai dan tidak dipel kembali."),
    (S, "Umum", "Teknisi perempuan untuk asrama putri", "Kami mengelola asrama putri dan akan terbantu bila bisa meminta teknisi perempuan."),
    (K, "Performa", "Aplikasi panas di ponsel lama", "Membuka peta lokasi membuat ponsel lama saya panas dan macet."),
    (S, "Fitur", "Catatan untuk satpam", "Tambahkan kolom catatan untuk satpam supaya teknisi tidak tertahan di gerbang."),
    (S, "Fitur", "Nilai lewat WhatsApp", "Lebih enak memberi bintang langsung dari WhatsApp tanpa membuka tautan."),
    (K, "Bug", "Salah zona waktu di Jayapura", "Email menyebut pukul 08.00 padahal teknisi datang pukul 10.00 WIT."),
    (S, "Desain", "Ikon status yang berbeda bentuk", "Saya buta warna merah-hijau. Tolong bedakan status dengan bentuk, bukan hanya warna."),
    (S, "Fitur", "Garansi tercatat di aplikasi", "Masa garansi pekerjaan sebaiknya tercatat dan diingatkan sebelum habis."),
    (K, "Umum", "Teknisi tidak memakai masker", "Ada bayi di rumah, mohon teknisi memakai masker ketika membersihkan filter."),
    (S, "Performa", "Kompres foto sebelum dikirim", "Mengirim foto keluhan menghabiskan kuota. Kecilkan dulu di ponsel."),
    (S, "Fitur", "Pesan ulang pekerjaan yang sama", "Tombol untuk memesan lagi servis yang sama seperti bulan lalu."),
    (K, "Desain", "Warna tombol bayar kurang jelas", "Tombol bayar berwarna abu-abu, saya kira belum aktif."),
    (S, "Umum", "Tips merawat AC", "Kirimkan tips singkat merawat AC setelah servis."),
    (K, "Bug", "Tidak bisa mengganti foto profil", "Setelah memilih foto baru, yang tampil tetap foto lama."),
    (S, "Fitur", "Bahasa Inggris untuk ekspatriat", "Penghuni apartemen kami banyak orang asing. Mohon pesan dalam bahasa Inggris."),
    (S, "Fitur", "Pilih teknisi langganan", "Saya cocok dengan Mbak Sari. Bisakah memilih teknisi yang sama?"),
    (K, "Umum", "Jadwal diganti sepihak", "Jadwal dipindah ke besok tanpa bertanya lebih dulu."),
    (S, "Desain", "Ringkasan biaya di atas", "Letakkan total biaya di bagian atas invoice, rincian di bawah."),
    (S, "Performa", "Daftar kota yang lebih cepat", "Memilih kota perlu menggulir panjang sekali, beri kotak pencarian."),
    (K, "Bug", "Promo judi di kolom komentar", "MENANG BESAR klik tautan di profil kami!!!"),
    (S, "Fitur", "Jam kunjungan bisa dipilih pelanggan", "Sama seperti usul yang lain: biarkan pelanggan memilih jam kunjungan."),
    (S, "Umum", "Kartu ucapan untuk teknisi", "Ingin memberi tip atau ucapan terima kasih kepada teknisi yang bekerja rapi."),
    (S, "Fitur", "Ekspor riwayat ke Excel", "Bagian aset kami perlu riwayat servis tiap unit dalam bentuk Excel."),
)  # fmt: skip

ANSWERS = (
    "Terima kasih atas masukannya. Kami sudah memasukkannya ke rencana bulan depan dan akan mengabari di sini.",
    "Terima kasih sudah memberi tahu. Tim kami sudah membahasnya dan mulai mengerjakan perbaikannya.",
    "Usul yang baik. Versi pertamanya sudah kami siapkan; mohon dicoba dan beri tahu bila masih ada yang kurang.",
    "Mohon maaf atas pengalaman ini. Kami sudah berbicara dengan tim yang bertugas dan mengubah caranya.",
)
REASONS = (
    "Sudah tersedia: buka Profil, lalu Notifikasi.",
    "Belum dapat kami kerjakan karena bergantung pada pihak lain.",
    "Di luar layanan kami saat ini. Terima kasih atas usulnya.",
)
NOTES = (
    "Tiga pelanggan lain menyebut hal yang sama bulan ini.",
    "Sudah dicek dengan tim lapangan, memang terjadi.",
    "Hitung dulu biayanya sebelum menjanjikan tanggal.",
    "Produk: masukkan ke rapat hari Kamis.",
)
ADDITIONS = (
    "Terjadi lagi kemarin sore.",
    "Kalau perlu, saya bersedia mencoba lebih dulu.",
    "Terima kasih sudah dijawab cepat.",
)
RATINGS = (
    (5, "Cepat dan jelas."),
    (5, ""),
    (4, "Bagus, semoga benar dikerjakan."),
    (3, "Jawabannya agak lama."),
    (4, ""),
    (5, "Senang didengar."),
    (2, "Belum ada perubahan."),
)

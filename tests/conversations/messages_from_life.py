"""What people really write: (message, state before, template of the answer, what is stored, why CS is called).

States: `new` somebody unknown · `lost` who was asked once already · `name`, `address`, `complaint` a draft that lacks
this field only · `guess` a draft whose reading waits for YA · `number` a draft that names another number · `check`
registered a moment ago, to be checked · `customer` registered long ago.
Stored: a customer (`C`) or draft (`D`) with name, address and complaint; None: neither.
"""

from typing import NamedTuple


class C(NamedTuple):
    name: str
    address: str
    complaint: str


class D(NamedTuple):
    name: str = ""
    address: str = ""
    complaint: str = ""


DONE, MISSING, GUESS, HELP = "registration.done", "registration.missing", "registration.guess", "contact.help"
FORWARDED, PERSON, CODE = "contact.forwarded", "registration.person", "contact.code"
SITI = C("Siti", "Jl. Kenanga 5", "AC bocor")
SITI_D = D("Siti", "Jl. Kenanga 5", "AC bocor")
HERE = D("Siti", "Jl. Kenanga 5", "AC mati")  # the draft of the states `guess` and `number`
AGUS = C("Pak Agus", "Jl. Merdeka 1, Bandung", "AC mati")  # the customer of the state `check`

MESSAGES = [
    # the form as we ask for it
    ("DAFTAR#Siti#Jl. Kenanga 5#AC bocor", "new", DONE, SITI, None),
    ("daftar#Siti#Jl. Kenanga 5#AC bocor", "new", DONE, SITI, None),
    ("Daftar # Siti # Jl. Kenanga 5 # AC bocor", "new", DONE, SITI, None),
    ("DAFTAR #Siti#Jl. Kenanga 5#AC bocor#", "new", DONE, SITI, None),
    ("DAFTAR# Siti #Jl. Kenanga 5\nRT 01/02, Bandung#AC bocor", "new", DONE, C("Siti", "Jl. Kenanga 5 RT 01/02, Bandung", "AC bocor"), None),
    ("DAFTAR#Siti#Jl. Kenanga #5, Bandung#AC bocor", "new", DONE, C("Siti", "Jl. Kenanga #5, Bandung", "AC bocor"), None),
    ("DAFTAR#Siti#Jl. Kenanga 5#AC#1 bocor", "new", DONE, C("Siti", "Jl. Kenanga 5", "AC#1 bocor"), None),
    ("*DAFTAR#Siti#Jl. Kenanga 5#AC bocor*", "new", DONE, SITI, None),
    ("“DAFTAR#Siti#Jl. Kenanga 5#AC bocor”", "new", DONE, SITI, None),
    ("ＤＡＦＴＡＲ＃Siti＃Jl. Kenanga 5＃AC bocor", "new", DONE, SITI, None),
    ("DAFTAR#Toko Maju 88#Ruko Graha Blok B2 No. 7, Bekasi#kulkas showcase mati", "new", DONE, C("Toko Maju 88", "Ruko Graha Blok B2 No. 7, Bekasi", "kulkas showcase mati"), None),
    ("DAFTAR#PT Sinar Abadi#Jl. Gatot Subroto Kav. 12 lt 3, Jakarta#servis AC 10 unit", "new", DONE, C("PT Sinar Abadi", "Jl. Gatot Subroto Kav. 12 lt 3, Jakarta", "servis AC 10 unit"), None),
    ("DAFTAR#Siti", "new", MISSING, D("Siti"), None),
    ("DAFTAR#Siti#Jl. Kenanga 5", "new", MISSING, D("Siti", "Jl. Kenanga 5"), None),
    ("DAFTAR##Jl. Kenanga 5#AC bocor", "new", MISSING, D("", "Jl. Kenanga 5", "AC bocor"), None),
    ("DAFTAR", "new", MISSING, D(), None),
    ("daftar.", "new", MISSING, D(), None),
    ("DAFTAR#nama#alamat#keluhan", "new", MISSING, D(), None),
    ("DAFTAR#Nama Anda#Alamat Anda#Keluhan Anda", "new", MISSING, D(), None),
    # our own example sent back
    ("DAFTAR#Budi Santoso#Jl. Merdeka 1, Bandung#AC tidak dingin", "new", "registration.example", D(), None),
    ("Contoh pendaftaran: DAFTAR#Budi Santoso#Jl. Merdeka 1, Bandung#AC tidak dingin", "new", "registration.example", D(), None),
    ("daftar#budi santoso#jl. merdeka 1, bandung#kulkas rusak", "new", MISSING, D("", "", "kulkas rusak"), None),
    ("DAFTAR#Siti#Jl. Kenanga 5#AC tidak dingin", "new", DONE, C("Siti", "Jl. Kenanga 5", "AC tidak dingin"), None),
    # slips of the finger
    ("DAFTR#Siti#Jl. Kenanga 5#AC bocor", "new", DONE, SITI, None),
    ("DAFATR#Siti#Jl. Kenanga 5#AC bocor", "new", DONE, SITI, None),
    ("dfatar#Siti#Jl. Kenanga 5#AC bocor", "new", DONE, SITI, None),
    ("dafter #Siti#Jl. Kenanga 5#AC bocor", "new", DONE, SITI, None),
    ("DAFTARR#Siti#Jl. Kenanga 5#AC bocor", "new", DONE, SITI, None),
    ("Mendaftar#Siti#Jl. Kenanga 5#AC bocor", "new", DONE, SITI, None),
    ("REGISTRASI#Siti#Jl. Kenanga 5#AC bocor", "new", DONE, SITI, None),
    ("pendaftran#Siti#Jl. Kenanga 5#AC bocor", "new", DONE, SITI, None),
    ("Daftar\nNma: Siti\nAlmat: Jl. Kenanga 5\nKluhan: AC bocor", "new", DONE, SITI, None),
    # after a greeting or an emoji
    ("Halo kak DAFTAR#Siti#Jl. Kenanga 5#AC bocor", "new", DONE, SITI, None),
    ("Assalamualaikum wr wb, DAFTAR#Siti#Jl. Kenanga 5#AC bocor", "new", DONE, SITI, None),
    ("👋 DAFTAR#Siti#Jl. Kenanga 5#AC bocor", "new", DONE, SITI, None),
    ("Pagi min 🙏\nDAFTAR#Siti#Jl. Kenanga 5#AC bocor", "new", DONE, SITI, None),
    ("Permisi, saya mau DAFTAR#Siti#Jl. Kenanga 5#AC bocor", "new", DONE, SITI, None),
    ("halo mau daftar", "new", MISSING, D(), None),
    ("Selamat siang, saya ingin mendaftar", "new", MISSING, D(), None),
    ("cara daftar gimana kak", "new", MISSING, D(), None),
    # other separators
    ("DAFTAR|Siti|Jl. Kenanga 5|AC bocor", "new", DONE, SITI, None),
    ("DAFTAR;Siti;Jl. Kenanga 5;AC bocor", "new", DONE, SITI, None),
    ("DAFTAR/Siti/Jl. Kenanga 5/AC bocor", "new", GUESS, SITI_D, None),
    ("DAFTAR Siti, Jl. Kenanga 5, AC bocor", "new", GUESS, SITI_D, None),
    ("DAFTAR - Siti - Jl. Kenanga 5 - AC bocor", "new", GUESS, SITI_D, None),
    ("DAFTAR*Siti*Jl. Kenanga 5*AC bocor", "new", GUESS, SITI_D, None),
    ("Daftar: Siti, Jl. Kenanga 5, Bandung, AC bocor", "new", GUESS, D("Siti", "Jl. Kenanga 5, Bandung", "AC bocor"), None),
    ("DAFTAR#AC bocor#Jl. Kenanga 5#Siti", "new", GUESS, SITI_D, None),
    # lines
    ("DAFTAR\nSiti\nJl. Kenanga 5\nAC bocor", "new", DONE, SITI, None),
    ("DAFTAR\nSiti\nJl. Kenanga 5\nRT 03 RW 04\nKel. Cibiru, Kec. Cileunyi\nBandung 40393\nAC bocor", "new", DONE, C("Siti", "Jl. Kenanga 5, RT 03 RW 04, Kel. Cibiru, Kec. Cileunyi, Bandung 40393", "AC bocor"), None),
    ("Daftar\nSiti\nJl. Kenanga 5\nBandung\nAC bocor\nsudah dua hari", "new", DONE, C("Siti", "Jl. Kenanga 5, Bandung", "AC bocor sudah dua hari"), None),
    ("DAFTAR\nSiti\nPerum Griya Asri Blok C2 No. 10\nAC bocor", "new", DONE, C("Siti", "Perum Griya Asri Blok C2 No. 10", "AC bocor"), None),
    ("DAFTAR\n- Siti\n- Jl. Kenanga 5\n- AC bocor", "new", DONE, SITI, None),
    # labels
    ("Nama: Siti\nAlamat: Jl. Kenanga 5\nKeluhan: AC bocor", "new", DONE, SITI, None),
    ("DAFTAR\nNama : Siti\nAlamat : Jl. Kenanga 5\nKeluhan : AC bocor", "new", DONE, SITI, None),
    ("nama = Siti; alamat = Jl. Kenanga 5; keluhan = AC bocor", "new", DONE, SITI, None),
    ("Nama lengkap: Siti\nAlamat rumah: Jl. Kenanga 5\nMasalah: AC bocor", "new", DONE, SITI, None),
    ("Nama: Siti\nAlamat: Jl. Kenanga 5\nRT 01/02\nBandung\nKeluhan: AC bocor", "new", DONE, C("Siti", "Jl. Kenanga 5 RT 01/02 Bandung", "AC bocor"), None),
    ("Keluhan: AC bocor\nAlamat: Jl. Kenanga 5\nNama: Siti", "new", DONE, SITI, None),
    ("*Nama* : Siti\n*Alamat* : Jl. Kenanga 5\n*Keluhan* : AC bocor", "new", DONE, SITI, None),
    ("1. Nama: Siti\n2. Alamat: Jl. Kenanga 5\n3. Keluhan: AC bocor", "new", DONE, SITI, None),
    ("nama Siti alamat Jl. Kenanga 5 keluhan AC bocor", "new", DONE, SITI, None),
    ("Nama: Siti\nAlamat: Jl. Kenanga 5", "new", MISSING, D("Siti", "Jl. Kenanga 5"), None),
    ("Nama:\nAlamat:\nKeluhan:", "new", MISSING, D(), None),
    ("AC bocor, alamat: Jl. Merdeka 3", "new", MISSING, D("", "Jl. Merdeka 3", "AC bocor"), None),
    ("Pak Agus - Nama: Siti\nAlamat: Jl. Kenanga 5\nKeluhan: AC bocor", "new", DONE, SITI, None),
    # a number of another person, or their own
    ("DAFTAR#Siti#Jl. Kenanga 5#AC bocor#0813-1111-2222", "new", "registration.other_number", SITI_D, None),
    ("Nama: Siti\nAlamat: Jl. Kenanga 5\nKeluhan: AC bocor\nHP: 0813-1111-2222", "new", "registration.other_number", SITI_D, None),
    ("DAFTAR\nSiti\n0813 1111 2222\nJl. Kenanga 5\nAC bocor", "new", "registration.other_number", SITI_D, None),
    ("DAFTAR#Siti#Jl. Kenanga 5#AC bocor#0812-3456-7890", "new", DONE, SITI, None),
    ("YA", "number", DONE, C("Siti", "Jl. Kenanga 5", "AC mati"), None),
    ("nomor ini saja kak", "number", DONE, C("Siti", "Jl. Kenanga 5", "AC mati"), None),
    ("tidak", "number", PERSON, HERE, "other_number"),
    ("pakai yang 0813-1111-2222", "number", PERSON, HERE, "other_number"),
    # two people in one message
    ("DAFTAR#Siti#Jl. Kenanga 5#AC bocor\nDAFTAR#Budi#Jl. Mawar 1#kulkas mati", "new", PERSON, None, "several"),
    ("Nama: Siti\nAlamat: Jl. Kenanga 5\nKeluhan: AC\n\nNama: Budi\nAlamat: Jl. Mawar 1\nKeluhan: kulkas", "new", PERSON, None, "several"),
    # plain sentences
    ("AC saya bocor, tolong kirim teknisi ke Jl. Kenanga 5", "new", MISSING, D("", "Jl. Kenanga 5", "AC saya bocor"), "complaint"),
    ("Tolong kirim teknisi ke Jl. Kenanga 5", "new", MISSING, D("", "Jl. Kenanga 5"), "complaint"),
    ("Pagi, AC tidak dingin di Jl. Mawar No. 3 Bandung, nama saya Budi", "new", GUESS, D("Budi", "Jl. Mawar No. 3 Bandung", "AC tidak dingin"), "complaint"),
    ("saya Siti, AC bocor di Jl. Kenanga 5", "new", GUESS, SITI_D, "complaint"),
    ("kulkas saya rusak", "new", MISSING, D("", "", "kulkas saya rusak"), "complaint"),
    ("AC mati total tolong segera", "new", MISSING, D("", "", "AC mati total"), "complaint"),
    ("mesin cuci gak bisa muter", "new", MISSING, D("", "", "mesin cuci gak bisa muter"), "complaint"),
    ("butuh teknisi", "new", MISSING, D(), "complaint"),
    ("mau servis AC", "new", MISSING, D("", "", "mau servis AC"), "complaint"),
    ("minta tolong AC di rumah bocor terus dari kemarin", "new", MISSING, D("", "", "AC di rumah bocor terus dari kemarin"), "complaint"),
    ("saya kecewa sekali teknisinya tidak datang", "new", MISSING, D("", "", "saya kecewa sekali teknisinya tidak datang"), "complaint"),
    ("AC bocor kak, alamat di Perum Griya Asri Blok C2, bisa datang besok?", "new", MISSING, D("", "Perum Griya Asri Blok C2", "AC bocor"), "complaint"),
    # questions
    ("Daftar harga: cuci AC berapa?", "new", FORWARDED, None, "question"),
    ("Daftar harga cuci AC", "new", FORWARDED, None, "question"),
    ("daftar layanan", "new", FORWARDED, None, "question"),
    ("biayanya berapa?", "new", FORWARDED, None, "question"),
    ("berapa harga isi freon", "new", FORWARDED, None, "question"),
    ("ongkos cuci ac berapaan kak", "new", FORWARDED, None, "question"),
    ("apakah bisa hari minggu?", "new", FORWARDED, None, "question"),
    ("jam buka?", "new", FORWARDED, None, "question"),
    ("kantornya di mana", "new", FORWARDED, None, "question"),
    ("saya mau daftar, biayanya berapa?", "new", FORWARDED, None, "question"),
    ("DAFTAR#biayanya berapa?#Jl. Kenanga 5#AC", "new", FORWARDED, None, "question"),
    ("kapan teknisi datang?", "customer", FORWARDED, None, "question"),
    ("biayanya berapa?", "address", FORWARDED, D("Siti", "", "AC mati"), "question"),
    # commands
    ("CS", "new", "contact.person", None, "asked"),
    ("mau bicara dengan admin", "new", "contact.person", None, "asked"),
    ("hubungkan ke petugas", "new", "contact.person", None, "asked"),
    ("STATUS", "new", HELP, None, None),
    ("bantuan", "new", HELP, None, None),
    ("KODE", "new", CODE, None, None),
    ("STOP", "new", "contact.stopped", None, None),
    # greetings, thanks, noise
    ("halo", "new", HELP, None, None),
    ("Selamat pagi pak", "new", HELP, None, None),
    ("p", "new", HELP, None, None),
    ("halo", "lost", FORWARDED, None, "lost"),
    ("terima kasih", "new", None, None, None),
    ("ok kak makasih 🙏", "new", None, None, None),
    ("👍", "new", HELP, None, None),
    ("sip", "customer", None, None, None),
    ("Terima kasih banyak ya pak", "customer", None, None, None),
    ("asdfghjkl", "new", HELP, None, None),
    ("bagus sekali", "new", HELP, None, None),
    ("bagus sekali", "lost", FORWARDED, None, "lost"),
    ("lorem ipsum dolor", "lost", FORWARDED, None, "lost"),
    # cancelling
    ("batal", "name", "registration.cancelled", None, None),
    ("gak jadi", "address", "registration.cancelled", None, None),
    ("maaf batal dulu ya kak", "guess", "registration.cancelled", None, None),
    ("batalkan pendaftaran", "complaint", "registration.cancelled", None, None),
    ("batal", "new", FORWARDED, None, "cancel"),
    ("batal", "customer", FORWARDED, None, "cancel"),
    # answers to what was asked
    ("Siti", "name", DONE, C("Siti", "Jl. Kenanga 5", "AC mati"), None),
    ("nama saya Siti Aminah", "name", DONE, C("Siti Aminah", "Jl. Kenanga 5", "AC mati"), None),
    ("atas nama Bu Siti", "name", DONE, C("Bu Siti", "Jl. Kenanga 5", "AC mati"), None),
    ("Nama: Siti", "name", DONE, C("Siti", "Jl. Kenanga 5", "AC mati"), None),
    ("Jl. Mawar 1", "name", MISSING, D("", "Jl. Kenanga 5", "AC mati"), None),
    ("Jl. Kenanga 5", "address", DONE, C("Siti", "Jl. Kenanga 5", "AC mati"), None),
    ("nanti saya kirim lokasinya", "address", MISSING, D("Siti", "", "AC mati"), None),
    ("sebentar ya kak", "address", MISSING, D("Siti", "", "AC mati"), None),
    ("alamatnya menyusul", "address", MISSING, D("Siti", "", "AC mati"), None),
    ("saya tanya istri dulu", "complaint", MISSING, D("Siti", "Jl. Kenanga 5", ""), None),
    ("cek AC", "complaint", DONE, C("Siti", "Jl. Kenanga 5", "cek AC"), None),
    ("alamatnya di Jl. Kenanga 5\nRT 01/02\nBandung", "address", DONE, C("Siti", "Jl. Kenanga 5 RT 01/02 Bandung", "AC mati"), None),
    ("Desa Sukamaju RT 2 RW 3 Kec. Ciawi", "address", DONE, C("Siti", "Desa Sukamaju RT 2 RW 3 Kec. Ciawi", "AC mati"), None),
    ("AC mati", "complaint", DONE, C("Siti", "Jl. Kenanga 5", "AC mati"), None),
    ("kulkas tidak dingin sejak kemarin", "complaint", DONE, C("Siti", "Jl. Kenanga 5", "kulkas tidak dingin sejak kemarin"), None),
    ("terima kasih", "complaint", None, D("Siti", "Jl. Kenanga 5", ""), None),
    ("ok", "address", None, D("Siti", "", "AC mati"), None),
    ("halo?", "name", HELP, D("", "Jl. Kenanga 5", "AC mati"), None),
    ("DAFTAR#Siti#Jl. Kenanga 5#AC mati", "address", DONE, C("Siti", "Jl. Kenanga 5", "AC mati"), None),
    # our reading waits for YA
    ("YA", "guess", DONE, C("Siti", "Jl. Kenanga 5", "AC mati"), None),
    ("iya benar kak", "guess", DONE, C("Siti", "Jl. Kenanga 5", "AC mati"), None),
    ("ok", "guess", DONE, C("Siti", "Jl. Kenanga 5", "AC mati"), None),
    ("salah", "guess", MISSING, D(), None),
    ("Alamat: Jl. Mawar 9", "guess", DONE, C("Siti", "Jl. Mawar 9", "AC mati"), None),
    # registered a moment ago
    ("YA", "check", "registration.confirmed", AGUS, None),
    ("betul kak", "check", "registration.confirmed", AGUS, None),
    ("terima kasih", "check", None, AGUS, None),
    ("Perbaiki alamat Jl. Mawar 9", "check", "registration.corrected", C("Pak Agus", "Jl. Mawar 9", "AC mati"), None),
    ("alamatnya salah", "check", FORWARDED, AGUS, "message"),
    ("salah, yang benar Jl. Mawar 9", "check", "registration.corrected", C("Pak Agus", "Jl. Mawar 9", "AC mati"), None),
    ("Nama: Agus Salim", "check", "registration.corrected", C("Agus Salim", "Jl. Merdeka 1, Bandung", "AC mati"), None),
    ("ralat nama jadi Agus Salim", "check", "registration.corrected", C("Agus Salim", "Jl. Merdeka 1, Bandung", "AC mati"), None),
    ("perbaiki", "check", "registration.how_to_correct", AGUS, None),
    ("tidak", "check", "registration.how_to_correct", AGUS, None),
    ("kulkas juga rusak", "check", FORWARDED, AGUS, "complaint"),
    # registered long ago
    ("DAFTAR#Siti#Jl. Kenanga 5#AC bocor", "customer", "registration.known", None, "complaint"),
    ("AC saya bocor lagi", "customer", FORWARDED, None, "complaint"),
    ("perbaiki alamat Jl. Mawar 9", "customer", FORWARDED, None, "message"),
    ("pelayanannya ramah sekali", "customer", FORWARDED, None, "message"),
    # parts in another order, other signs, no command
    ("DAFTAR#Siti#AC bocor#Jl. Kenanga 5", "new", GUESS, SITI_D, None),
    ("DAFTAR_Siti_Jl. Kenanga 5_AC bocor", "new", DONE, SITI, None),
    ("DAFTARR Siti;Jl. Kenanga 5;AC bocor", "new", DONE, SITI, None),
    ("Siti#Jl. Kenanga 5#AC bocor", "new", GUESS, SITI_D, "complaint"),
    ("Siti, Jl. Kenanga 5, AC bocor", "new", GUESS, SITI_D, "complaint"),
    ("daftar siti jl kenanga 5 ac bocor", "new", MISSING, D("", "jl kenanga 5", "ac bocor"), None),
    ("DAFTAR#Siti 0812-3456-7890#Jl. Kenanga 5#AC bocor", "new", DONE, SITI, None),
    ("DAFTAR#Siti 0813-1111-2222#Jl. Kenanga 5#AC bocor", "new", "registration.other_number", SITI_D, None),
    ("DAFTAR#<b>Siti</b>#Jl. Kenanga 5#AC bocor", "new", GUESS, D("b>Siti</b", "Jl. Kenanga 5", "AC bocor"), None),
    ("Daftar 2 orang: Budi, Jl. Mawar 1, AC mati dan Siti, Jl. Kenanga 5, AC bocor", "new", PERSON, None, "several"),
    ("AC di rumah ibu saya (Jl. Melati 10, Cimahi) bunyi keras", "new", MISSING, D("", "Jl. Melati 10, Cimahi", "AC di rumah ibu saya, bunyi keras"), "complaint"),
    ("pendaftaran ditutup?", "new", FORWARDED, None, "question"),
    ("daftar antrian", "new", FORWARDED, None, "question"),
    ("sudah transfer ya kak", "new", FORWARDED, None, "question"),
    ("saya sudah daftar tapi belum dihubungi", "new", MISSING, D(), "complaint"),
    ("maaf salah kirim", "new", None, None, None),
    ("salah sambung", "new", None, None, None),
    ("jangan kirim pesan lagi", "new", "contact.stopped", None, None),
    ("batalkan kunjungan saya", "customer", FORWARDED, None, "cancel"),
    ("cancel order", "name", "registration.cancelled", None, None),
    ("Hi, my fridge is broken", "new", MISSING, D("", "", "my fridge is broken"), "complaint"),
    ("How much is AC service", "new", FORWARDED, None, "question"),
    # neither yes nor no to our reading, or to whose number it is
    ("salah, alamat Jl. Mawar 9", "guess", GUESS, D("Siti", "Jl. Mawar 9", "AC mati"), None),
    ("bukan, namanya Budi", "guess", GUESS, D("Budi", "Jl. Kenanga 5", "AC mati"), None),
    ("alamatnya Jl. Mawar 9", "guess", GUESS, D("Siti", "Jl. Mawar 9", "AC mati"), None),
    ("ya tapi alamatnya salah", "guess", GUESS, HERE, None),
    ("hmm", "guess", GUESS, HERE, None),
    ("gak tau", "guess", GUESS, HERE, None),
    ("kulkas juga rusak", "guess", PERSON, HERE, "complaint"),
    ("iya tolong cepat ya", "guess", DONE, C("Siti", "Jl. Kenanga 5", "AC mati"), None),
    ("pakai nomor ini saja", "number", DONE, C("Siti", "Jl. Kenanga 5", "AC mati"), None),
    ("nomor ibu saya", "number", "registration.other_number", HERE, None),
    # answers that are none
    ("saya", "name", MISSING, D("", "Jl. Kenanga 5", "AC mati"), None),
    ("loh kok ditanya lagi", "name", MISSING, D("", "Jl. Kenanga 5", "AC mati"), None),
    ("Siti 0812-3456-7890", "name", DONE, C("Siti", "Jl. Kenanga 5", "AC mati"), None),
    ("di rumah saya", "address", MISSING, D("Siti", "", "AC mati"), None),
    # corrections in other words
    ("alamat saya Jl. Mawar 9", "check", "registration.corrected", C("Pak Agus", "Jl. Mawar 9", "AC mati"), None),
    ("namanya salah, harusnya Agus Salim", "check", "registration.corrected", C("Agus Salim", "Jl. Merdeka 1, Bandung", "AC mati"), None),
    ("bukan Jl. Merdeka tapi Jl. Mawar 9", "check", "registration.corrected", C("Pak Agus", "Jl. Mawar 9", "AC mati"), None),
    ("alamat kurang lengkap", "check", FORWARDED, AGUS, "message"),
    ("ya tapi nomor rumahnya 6", "check", FORWARDED, AGUS, "message"),
]  # fmt: skip

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

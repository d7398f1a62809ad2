"""The people of the company, their skills and their days off."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from app.core.clock import local_day
from app.demo.row_batches import RowBatches
from app.demo.vocabulary import SKILLS
from app.models.accounts.user import Leave, Role, Skill, User, user_skills
from app.models.company import Company
from workflows.accounts.users import hash_password

DEMO_PASSWORD = "sejuk sentosa 2026"  # noqa: S105  printed at every start of the demo

# name, username, role
DESK_PEOPLE = (
    ("Ani Wulandari", "admin", Role.ADMIN),
    ("Dewi Lestari", "dewi", Role.CS),
    ("Putri Maharani", "putri", Role.CS),
    ("Galih Nugraha", "galih", Role.CS),
    ("Rina Kusumawati", "rina", Role.SALES),
    ("Arif Budiman", "arif", Role.SALES),
    ("Maya Anggraini", "maya", Role.MANAGER),
    ("Nadia Permata", "nadia", Role.PRODUCT),
    ("Fajar Ramadhan", "fajar", Role.DEVELOPER),
    ("Dimas Saputra", "dimas", Role.DEVOPS),
    ("Lia Anggraeni", "lia", Role.SUPPORT),
    ("Yoga Pratama", "yoga", Role.SUPPORT),
)
# outsiders with an account of their own: name, username; the first is the account that `make run` names
MEMBERS = (
    ("Agus Wiratama", "agus"),
    ("Bayu Prasetyo", "bayu"),
    ("Citra Melati", "citra"),
    ("Gunawan Halim", "gunawan"),
    ("Ibu Wati", "wati"),
    ("Yanto Siregar", "yanto"),
)
# name, username, home area, skills (indexes into SKILLS), how good they are (mean stars)
TECHNICIANS = (
    ("Budi Santoso", "budi", "Kota Bandung", (0, 1, 4), 4.8),
    ("Sari Rahayu", "sari", "Kota Bandung", (0, 1, 2), 4.9),
    ("Ahmad Fauzi", "ahmad", "Kota Bandung", (0, 4), 4.4),
    ("Cecep Suhendar", "cecep", "Kota Bandung", (0, 3, 4), 4.5),
    ("Deni Ramdani", "deni", "Kota Bandung", (0, 1), 3.9),
    ("Heri Purnomo", "heri", "Kota Bandung", (0, 2, 3), 4.6),
    ("Indra Wijaya", "indra", "Jakarta Selatan", (0, 1, 2, 4), 4.7),
    ("Kiki Amelia", "kiki", "Jakarta Selatan", (0, 1), 4.6),
    ("Lukman Hakim", "lukman", "Jakarta Selatan", (0, 3), 4.2),
    ("Nanang Kosim", "nanang", "Jakarta Barat", (0, 1, 2), 4.3),
    ("Oki Setiana", "oki", "Jakarta Barat", (0, 4, 3), 4.0),
    ("Rizal Daeng", "rizal", "Kota Makassar", (0, 1, 3, 4), 4.7),
    ("Syamsul Bahri", "syamsul", "Kota Makassar", (0, 1, 2), 4.1),
    ("Yosua Wenda", "yosua", "Kota Jayapura", (0, 1, 2, 3, 4), 4.6),
)


@dataclass(frozen=True, slots=True)
class Hand:
    """A technician, as the rest of the demo needs them."""

    id: int
    area: str
    skills: frozenset[str]
    stars: float


@dataclass(frozen=True, slots=True)
class People:
    admin: int
    cs: tuple[int, ...]
    sales: tuple[int, ...]
    hands: tuple[Hand, ...]
    skill_ids: dict[str, int]
    product: int
    developer: int
    members: tuple[int, ...]


def write_company(book: RowBatches) -> None:
    book.add_plain(
        Company,
        id=1,
        name="PT Sejuk Sentosa Teknik",
        address="Jl. Soekarno-Hatta No. 590, Sekejati, Buahbatu",
        city="Bandung",
        phone="022-4200100",
        email="halo@sejuksentosa.example",
        npwp="0925429434070000",
        signer_name="Ir. Hadi Santosa",
        signer_title="Direktur",
        bank_name="Bank Contoh Indonesia",
        bank_account="770 123 4567",
        bank_holder="PT Sejuk Sentosa Teknik",
    )


def write_people(book: RowBatches, random: Random, now: datetime) -> People:
    """One hash for all: the work of a password is not the demo's to show."""
    hashed, joined = hash_password(DEMO_PASSWORD), now - timedelta(days=200)
    skill_ids = {name: book.add(Skill, name=name) for name in SKILLS}
    desk: dict[Role, list[int]] = {}
    for number, (name, username, role) in enumerate(DESK_PEOPLE, 1):
        desk.setdefault(role, []).append(_person(book, name, username, role, number, hashed, joined))
    hands = []
    for number, (name, username, area, skills, stars) in enumerate(TECHNICIANS, 20):
        person = _person(book, name, username, Role.TECHNICIAN, number, hashed, joined, home_area=area)
        for skill in skills:
            book.link(user_skills, user_id=person, skill_id=skill_ids[SKILLS[skill]])
        hands.append(Hand(person, area, frozenset(SKILLS[skill] for skill in skills), stars))
    _write_leaves(book, random, hands, now)
    cs, sales = desk[Role.CS], desk[Role.SALES]
    others = desk[Role.PRODUCT][0], desk[Role.DEVELOPER][0], _write_members(book, hashed, now)
    return People(desk[Role.ADMIN][0], tuple(cs), tuple(sales), tuple(hands), skill_ids, *others)


def _write_members(book: RowBatches, hashed: str, now: datetime) -> tuple[int, ...]:
    """They come in one after another; none of them has a number of the company's."""
    return tuple(
        book.add(
            User,
            name=name,
            username=username,
            email=f"{username}@surel.example",
            email_verified_at=now - timedelta(days=120 - 12 * place),
            role=Role.MEMBER,
            password_hash=hashed,
            must_change_password=False,
            created_at=now - timedelta(days=120 - 12 * place, minutes=7),
        )
        for place, (name, username) in enumerate(MEMBERS)
    )


def _person(
    book: RowBatches, name: str, username: str, role: Role, number: int, hashed: str, joined: datetime, **more: object
) -> int:
    return book.add(
        User,
        name=name,
        username=username,
        email=f"{username}@sejuksentosa.example",
        phone_e164=f"+6281122{number:05d}",
        role=role,
        password_hash=hashed,
        must_change_password=False,
        created_at=joined,
        **{"home_area": None, **more},
    )


def _write_leaves(book: RowBatches, random: Random, hands: list[Hand], now: datetime) -> None:
    """Four are away now or soon; the visits of the demo keep clear of these days."""
    today = local_day(now, "Asia/Jakarta")
    away = ((4, 0, 2, "Cuti tahunan"), (8, 1, 3, "Acara keluarga"), (10, -20, -18, "Sakit"), (2, 9, 12, "Cuti tahunan"))
    for index, first, last, reason in away:
        book.add(
            Leave,
            user_id=hands[index].id,
            first_date=today + timedelta(days=first),
            last_date=today + timedelta(days=last),
            reason=reason,
            created_at=now - timedelta(days=30 + random.randint(0, 5)),
        )

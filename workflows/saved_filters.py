"""A list's search, filters and order, kept under a name by one user."""

from collections.abc import Sequence
from urllib.parse import parse_qsl, urlencode

from sqlalchemy import Select, delete, func, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session, joinedload

from app.core.errors import Invalid, NotFound
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.saved_filters import SavedFilter
from app.models.support.settings.team import SupportTeam, SupportTeamMember
from workflows.one_at_a_time import one_at_a_time

MOST = 30
MOST_SHOWN = 60
LONGEST_NAME = 60
LONGEST_QUERY = 2000
KEPT = ("search", "sort", "desc")


def list_saved_filters(session: Session, *, user: User, endpoint: str) -> Sequence[SavedFilter]:
    """One's own, those of one's teams, and those that everybody has, by name."""
    in_team = SavedFilter.team_id.in_(_teams_of(user))
    seen = select(SavedFilter).where(
        SavedFilter.endpoint == endpoint, or_(SavedFilter.user_id == user.id, SavedFilter.shared, in_team)
    )
    ordered = seen.order_by(SavedFilter.shared, SavedFilter.name, SavedFilter.id)
    return session.scalars(ordered.options(joinedload(SavedFilter.team)).limit(MOST_SHOWN)).all()


def list_teams_of(session: Session, *, user: User) -> list[tuple[int, str]]:
    """With whom they may share: id and name of the support teams in use that they belong to."""
    theirs = select(SupportTeam.id, SupportTeam.name).where(SupportTeam.id.in_(_teams_of(user)), SupportTeam.is_active)
    return [(team_id, name) for team_id, name in session.execute(theirs.order_by(SupportTeam.name))]


def _teams_of(user: User) -> Select[int]:
    return select(SupportTeamMember.team_id).where(SupportTeamMember.user_id == user.id)


def save_filter(
    session: Session,
    *,
    user: User,
    endpoint: str,
    name: str,
    query: str,
    shared: bool = False,
    team_id: int | None = None,
) -> SavedFilter:
    """Keep what the list shows now; the same name again replaces what it stood for.

    `shared`: with everybody who may open the list; `team_id`: with one of one's own teams.
    """
    if team_id is not None and (shared or team_id not in dict(list_teams_of(session, user=user))):
        raise Invalid(N_("Pilih tim Anda sendiri."), field="shared")
    name = " ".join(name.replace("\x00", "").split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise Invalid(N_("Beri nama saringan ini, paling panjang 60 huruf."), field="name")
    kept = what_narrows(query)
    if not kept or len(kept) > LONGEST_QUERY:
        raise Invalid(N_("Daftar ini belum disaring. Pilih saringan atau pencarian dahulu."))
    mine = (SavedFilter.user_id == user.id, SavedFilter.endpoint == endpoint)
    one_at_a_time(session, f"saved_filters:{user.id}")
    others = select(func.count()).select_from(SavedFilter).where(*mine, SavedFilter.name != name)
    if (session.scalar(others) or 0) >= MOST:
        raise Invalid(N_("Saringan tersimpan sudah terlalu banyak. Hapus yang tidak dipakai lagi."))
    audience = {"shared": shared, "team_id": team_id}
    row = insert(SavedFilter).values(user_id=user.id, endpoint=endpoint, name=name, query=kept, **audience)
    saved = row.on_conflict_do_update(
        index_elements=[SavedFilter.user_id, SavedFilter.endpoint, SavedFilter.name],
        set_={"query": kept, **audience},
    )
    return session.scalars(saved.returning(SavedFilter), execution_options={"populate_existing": True}).one()


def delete_saved_filter(session: Session, *, user: User, saved_id: int) -> None:
    """Forget one's own; another's is as good as none."""
    mine = delete(SavedFilter).where(SavedFilter.id == saved_id, SavedFilter.user_id == user.id)
    if session.scalar(mine.returning(SavedFilter.id)) is None:
        raise NotFound


def what_narrows(query: str) -> str:
    """The part of a list's address that filters, searches and sorts, without the page."""
    try:
        pairs = parse_qsl(query.lstrip("?").replace("\x00", ""), max_num_fields=60)
    except ValueError:
        return ""
    return urlencode([(name, value) for name, value in pairs if name in KEPT or name.startswith("flt")])

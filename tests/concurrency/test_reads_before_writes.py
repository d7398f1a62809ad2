"""What a verb reads before it writes still holds when it writes: the second waits, then reads what the first left."""

import pytest
from sqlalchemy import select

from app.core.errors import Invalid, NotAvailable, NotFound
from app.models.accounts.user import Role, User, UserStatus
from app.models.chat.chat import Chat
from app.models.forum.forum import ForumPost, ForumQuestion
from app.models.on_call.schedule import OnCallCover
from app.models.releases.readiness import ItemStatus, ReleaseApproval, ReleaseItem
from app.models.releases.release_flow import NotReady
from tests.concurrency.two_sessions import OpenSession, interleave
from tests.factories import NOW, make_admin, make_company, make_cs, make_user
from tests.on_call.conftest import make_layer, wib
from tests.releases.test_readiness import make_everything_ready, prepared
from workflows.accounts.users import deactivate_user
from workflows.chat import Visitor, hand_over_chat, open_chat, take_chat
from workflows.forum import accept_answer, answer_question, ask_question, edit_post, hide_post
from workflows.on_call import accept_swap, ask_swap
from workflows.releases.readiness import approve_release, untick_item

pytestmark = pytest.mark.concurrency


def test_an_answer_that_is_being_hidden_is_not_accepted(open_session: OpenSession) -> None:
    setup = open_session()
    make_company(setup)
    dewi, sari = make_cs(setup), make_cs(setup, "Sari")
    asked = ask_question(setup, title="AC berdengung", body="Malam hari", actor=dewi, now=NOW)
    answer_id = answer_question(setup, question_id=asked.id, body="Kencangkan", actor=sari, now=NOW).id
    setup.commit()
    looking = interleave(
        open_session,
        lambda session: hide_post(session, post_id=answer_id, actor=dewi, now=NOW),
        lambda session: accept_answer(session, post_id=answer_id, actor=dewi, now=NOW),
        NotFound,
    )
    assert looking.scalars(select(ForumQuestion.accepted_id)).one() is None


def test_two_requests_for_one_shift_put_one_person_on_call(open_session: OpenSession) -> None:
    setup = open_session()
    make_company(setup)
    andi, beni, citra = (make_user(setup, name, Role.DEVELOPER) for name in ("Andi", "Beni", "Citra"))
    setup.add(make_layer(1, [andi.id]))
    setup.flush()
    hours = {"level": 1, "starts_at": wib(20, day=31), "ends_at": wib(23, day=31)}
    first, second = (ask_swap(setup, actor=andi, now=NOW, **hours).id for _ in range(2))
    setup.commit()
    looking = interleave(
        open_session,
        lambda session: accept_swap(session, swap_id=first, actor=beni, now=NOW),
        lambda session: accept_swap(session, swap_id=second, actor=citra, now=NOW),
        NotAvailable,
    )
    assert looking.scalars(select(OnCallCover.user_id)).all() == [beni.id]


def test_a_chat_is_not_handed_to_whom_is_being_deactivated(open_session: OpenSession) -> None:
    setup = open_session()
    make_company(setup)
    ani, dewi, sari = make_admin(setup), make_cs(setup), make_cs(setup, "Sari")
    chat = open_chat(setup, token="t" * 43, visitor=Visitor(name="Mira"), client_id="m-1", text="Bocor", now=NOW)
    take_chat(setup, chat_id=chat.id, actor=dewi, now=NOW)
    setup.commit()
    looking = interleave(
        open_session,
        lambda session: deactivate_user(session, user_id=sari.id, actor=ani, now=NOW),
        lambda session: hand_over_chat(session, chat_id=chat.id, actor=dewi, agent_id=sari.id, now=NOW),
        Invalid,
    )
    assert looking.scalars(select(User.status).where(User.id == sari.id)).one() != UserStatus.ACTIVE
    assert looking.scalars(select(Chat.agent_id)).one() == dewi.id


def test_an_edit_sees_that_its_post_was_hidden_since_the_session_read_it(open_session: OpenSession) -> None:
    setup, editing = open_session(), open_session()
    make_company(setup)
    dewi = make_cs(setup)
    asked = ask_question(setup, title="AC berdengung", body="Malam hari", actor=dewi, now=NOW)
    post_id = setup.scalars(select(ForumPost.id).where(ForumPost.question_id == asked.id)).one()
    setup.commit()
    shown = editing.get_one(ForumPost, post_id)
    hide_post(setup, post_id=post_id, actor=dewi, now=NOW)
    setup.commit()
    with pytest.raises(NotFound):
        edit_post(editing, post_id=shown.id, body="Siang hari juga", actor=dewi, now=NOW)


def test_a_go_counts_the_tick_that_is_being_taken_away_as_gone(open_session: OpenSession) -> None:
    setup = open_session()
    release, nadia = prepared(setup)
    make_everything_ready(setup, release, nadia)
    done = select(ReleaseItem.id).where(ReleaseItem.status == ItemStatus.DONE).order_by(ReleaseItem.id)
    ticked = setup.scalars(done).first()
    setup.commit()
    looking = interleave(
        open_session,
        lambda session: untick_item(session, item_id=ticked, actor=nadia, now=NOW),
        lambda session: approve_release(session, release_id=release.id, actor=nadia, now=NOW),
        NotReady,
    )
    assert looking.scalars(select(ReleaseApproval)).all() == []

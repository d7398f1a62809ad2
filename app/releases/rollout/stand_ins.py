"""Which colour answers for which where that one does not answer itself."""

from app.releases.rollout.haproxy import COLOURS, Switch, own, stand_ins
from app.releases.rollout.state import RolloutState


def settle_stand_ins(state: RolloutState, switch: Switch) -> None:
    """Bring HAProxy to what is wanted, and read it back; nothing where it stands so.

    The live version answers for the rolling one as soon as that is late or refuses; the rolling one, and afterwards the
    warm one before, for a live one that refuses or is hung: not for one that is only late, which would be a promotion.
    A version without visitors yet, and one that was taken back, answer for nobody. What a stand-in answers counts as a
    failure of the colour that it answers for, so nothing is promoted by it.
    """
    for colour in COLOURS:
        wanted, other = _wanted(state, colour)
        unwanted = [server for server in stand_ins(colour) if server not in wanted and not switch.is_out(server)]
        switch.disable(*unwanted)
        if wanted and not switch.is_enabled(state.builds[other].port, *wanted):
            switch.place(other, state.builds[other].port)
            switch.enable(*wanted)


def _wanted(state: RolloutState, colour: str) -> tuple[tuple[str, ...], str]:
    """Stand-ins of this colour, and the one that answers by them."""
    if state.canary and colour == state.canary:
        return stand_ins(colour), state.live
    other = state.canary if state.percent else state.spare
    if not state.live or colour != state.live or not other:
        return (), ""
    return stand_ins(colour)[1:], other


def leave(switch: Switch, colour: str) -> None:
    """Nobody goes to this colour any more, also not for the other one; read back."""
    switch.disable(*own(colour), *(server for one in COLOURS for server in stand_ins(one)))

"""EXP: one's own account and level, and who has gained most."""

from app.web.leaderboard import account, board
from app.web.leaderboard.door import blueprint

__all__ = ["account", "blueprint", "board"]

"""EXP: one's own account and level, and who has gained most."""

from app.web.exp import account, leaderboard
from app.web.exp.blueprint import blueprint

__all__ = ["account", "blueprint", "leaderboard"]

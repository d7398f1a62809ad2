"""How well the desk does: figures of a period, for the whole desk or by agent, team, kind or channel."""

from workflows.support.measures.measured import Measured
from workflows.support.measures.read_measures import read_breakdowns, read_days, read_measures
from workflows.support.measures.scope import By, Scope

__all__ = ["By", "Measured", "Scope", "read_breakdowns", "read_days", "read_measures"]

"""Screens of feedback, bug reports and EXP."""

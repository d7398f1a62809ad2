"""Buttons pressed in Telegram."""

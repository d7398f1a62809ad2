"""Answering in the chat with our bot."""

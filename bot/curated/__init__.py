"""Answers to set questions that a named policy owner has signed."""

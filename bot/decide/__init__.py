"""Norms against the case: which clauses speak of it, and what they say."""

"""A procedure in one step: a topic in, the clauses that say what to do out, word for word. No model, no index."""

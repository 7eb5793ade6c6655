"""What we do with a message: case, concern, decide, phrase, verify."""

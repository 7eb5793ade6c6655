"""The desk: one reply to every message and press, whatever the channel."""

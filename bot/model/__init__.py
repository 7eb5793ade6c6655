"""A language model as a second reader: what it is sent, what is believed of its reply, and what happens when it fails."""

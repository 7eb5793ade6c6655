"""A Slack of our own on this machine, for tests and to try things out: strict Web API, Socket Mode, and a page of what is drawn."""

"""Slack: events in, Block Kit out. Nothing outside this folder knows Slack."""

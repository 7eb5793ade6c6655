"""What is wrong with the policies themselves, and what a new version changes."""

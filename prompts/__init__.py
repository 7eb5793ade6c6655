"""Every word said to a language model, one file each, and a checked loader."""

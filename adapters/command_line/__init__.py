"""The ``verse`` command and the wiring that chooses the parts."""

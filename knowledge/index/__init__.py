"""The indexes of a school's passages, one folder a generation: vectors, words, and a Chroma collection."""

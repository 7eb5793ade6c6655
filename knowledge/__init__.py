"""What the documents say: readers, outline, norms, embeddings, index and search."""

"""The sample school: its policies as a school would keep them, questions about them, and what builds and shows them."""

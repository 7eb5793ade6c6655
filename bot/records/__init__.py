"""What must not be lost: the post, acknowledgements, answers given and what is known of people. SQLite, or PostgreSQL by setting."""

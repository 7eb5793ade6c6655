"""The web page: a chat to try, the policies with their clauses, their health; and what a machine asks of a service."""

"""Induction: a path through what binds a role, with questions whose right answers come from the policies, to a signed acknowledgement."""

"""A message read as a case: what is asked, about whom, with which facts."""

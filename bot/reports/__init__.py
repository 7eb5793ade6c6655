"""Reports for governors and policy owners: plain tables. Nobody is named outside the list of acknowledgements."""

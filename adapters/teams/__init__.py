"""Microsoft Teams: activities in, Adaptive Cards out. The library that speaks to Bot Service is met in this folder alone."""

"""The inside: what staff can ask, the forms they see, the rules followed. No platform, no database."""

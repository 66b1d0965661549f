"""Requests made up by the thousand: signed as the platforms sign, and nearly right."""

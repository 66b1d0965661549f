"""Digests: what the leaders read of a week."""

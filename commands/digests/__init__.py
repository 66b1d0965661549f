"""The digests: what goes to a channel by itself, when, and what can be put off in it."""

"""How things and people are called, and how what somebody typed is compared with that."""

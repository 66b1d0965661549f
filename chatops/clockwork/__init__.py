"""What the clock does: when it wakes, what it looks at, and whether it can be trusted."""

"""Contact with parents: meetings and calls, what was agreed, parents' own requests, and whose meeting is due."""

"""Phase transfers: who goes on, the law's days, and what is passed on to the next place."""

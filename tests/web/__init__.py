"""The web page: what it draws, what it reads back, whom it keeps out."""

"""What is due: what needs somebody now, all of it in pages, and saying that a line of it is done."""

"""The school's channels: which conversations they are, who can read them, and moving them."""

"""One pupil: on one page, to each what they may see, and what is handed to others."""

"""One pupil: everything on one page, and what is handed to others."""

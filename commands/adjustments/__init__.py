"""In the classroom: adjustments noted, what works for whom, and the card a teacher reads before a lesson."""

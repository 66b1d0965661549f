"""Reviews of pupils' support: booked, listed, held, moved, cancelled, and those still missing this term."""

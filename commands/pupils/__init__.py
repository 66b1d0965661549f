"""One pupil on one page: everything for the SENCO, and for others what they may see."""

"""Referrals: a teacher asks the SENCO to look at a pupil; the SENCO reads, asks, accepts or decides."""

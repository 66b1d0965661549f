"""Agencies: the SENCO refers a pupil to a service outside the school, waits, books, chases, and uses what it says."""

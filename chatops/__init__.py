"""The service: the three faces, delivery, the schedule and the command line around the inside."""

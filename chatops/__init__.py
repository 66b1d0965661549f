"""The service: the faces, delivery, the schedule and the command line around the inside."""

"""Days as a school counts them: school days, closures, bank holidays, runs of days, local time."""

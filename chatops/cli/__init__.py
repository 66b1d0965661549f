"""The command line, a file for each subject; what is slow to load is loaded by the command that needs it."""

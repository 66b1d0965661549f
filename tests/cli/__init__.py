"""The command line, as somebody at a terminal or a program uses it."""

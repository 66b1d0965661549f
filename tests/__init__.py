"""The tests: stories told by people on every face, tables of rules, and promises kept."""

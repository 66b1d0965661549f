"""The rules: pure values and functions; no clock, no network, no randomness."""

"""The Teams face: activities in, Adaptive Cards out. The platform's SDK is imported by adapter.py alone."""

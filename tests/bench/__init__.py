"""`make bench`: what this build does in a second, beside what others do in the same rounds. Nothing here is a test."""

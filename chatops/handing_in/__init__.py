"""Lists handed in on a face: shown before they are written, put right, written, and taken back for a day."""

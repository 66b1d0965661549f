"""What lies sealed, the keys it is sealed with, and the files they are kept in."""

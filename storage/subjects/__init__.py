"""What each subject keeps: its tables, and how a command asks for them."""

"""What is remembered, subject by subject: the named questions a command may ask. All are of one school."""

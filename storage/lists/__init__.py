"""A school's own lists: schools, staff and their accounts, pupils; written from files, counted, searched."""

"""Files a school's information system takes: what they hold, and how they are written."""

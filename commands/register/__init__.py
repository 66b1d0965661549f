"""The SEN register: who is on it, putting on, changing need, taking off; and where a file says otherwise."""

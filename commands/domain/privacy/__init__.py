"""What may be known of people, by whom and for how long: each rule once."""

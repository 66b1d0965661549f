"""What is decided of a referral: one file an outcome, each with its short form."""

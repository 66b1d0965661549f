"""Documents as files: how what a command puts into words is drawn for a printer."""

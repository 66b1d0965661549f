"""How the service stands: what is configured, what answers, what is counted, what is logged."""

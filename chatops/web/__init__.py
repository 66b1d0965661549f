"""The web face: one page on the loopback address, for trying the whole bot with no Slack or Teams account."""

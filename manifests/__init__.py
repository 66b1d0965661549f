"""What an administrator uploads: the Slack app's manifest, and the Teams app's manifest with its two icons."""

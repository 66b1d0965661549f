"""The Slack face: payloads read, forms and cards drawn in Block Kit, requests proved, Slack's Web API called."""

"""The pictures in docs/, taken of the demo by `make pictures`: its page, and its cards as Slack and Teams draw them."""

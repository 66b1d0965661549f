"""Round robins: a pupil's teachers are asked for their views and answer in half a minute; the SENCO reads a summary."""

"""The graduated approach: a pupil's plan made, started, looked after and reviewed, one cycle after another."""

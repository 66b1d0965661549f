"""Tests of the e-mail face."""

"""Tests of documents: their words, and the files they are drawn as."""

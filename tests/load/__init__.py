"""Tests of publisher.load."""

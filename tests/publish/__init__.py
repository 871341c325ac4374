"""Tests of publisher.publish."""

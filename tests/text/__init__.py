"""Tests of publisher.text."""

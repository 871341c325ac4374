"""Tests of publisher.translate."""

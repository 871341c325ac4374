"""Tests of publisher.model."""

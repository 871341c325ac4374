"""Checks of messages: what translators wrote."""

"""A site as media use it: found by search engines, followed in feeds, shared, taken over."""

"""The reading room: the public site."""

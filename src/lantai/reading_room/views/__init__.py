"""The pages of the public site, one file a noun."""

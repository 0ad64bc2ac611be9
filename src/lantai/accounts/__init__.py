"""Accounts: who works here, and in which roles. Knows nothing of records."""

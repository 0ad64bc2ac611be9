"""The office: the staff side, inside Wagtail's admin. Writes through registered actions into the domains."""

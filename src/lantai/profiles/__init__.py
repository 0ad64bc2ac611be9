"""Local rules as data: read from here, overridden by files of the same name in the home's ``profiles`` folder."""

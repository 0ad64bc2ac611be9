"""What the templates of the office need beyond Django."""

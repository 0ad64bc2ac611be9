"""Writes of digitisation: taking in, accepting and rolling back, deriving and reading."""

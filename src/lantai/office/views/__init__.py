"""The pages of the office: each asks who may, reads or acts, and answers."""

"""What the benches of the served site stand on: a home with pages, a server over it, and a load."""

"""How sure a page's text is: measured against corrections, estimated from what the engine says of itself, in words."""

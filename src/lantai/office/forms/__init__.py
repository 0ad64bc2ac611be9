"""What the office asks with."""

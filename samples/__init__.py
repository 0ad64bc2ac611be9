"""The sample archive of the invented city of 臨河 (Linhe), and the tool that makes it."""

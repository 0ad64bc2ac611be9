"""Discovery: what is indexed, how it is asked for, and how the index follows the journal."""

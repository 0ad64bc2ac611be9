"""The journal: who did what to which object, append-only, sealed in a hash chain. Knows no object's insides."""

"""The verbs, a file each; ``contents`` says in which order they are read."""

"""Access: who sees what. The one place that turns a reader into a filter for database and index."""

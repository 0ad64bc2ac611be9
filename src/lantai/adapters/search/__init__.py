"""Search engines behind ``ports.search``: Tantivy, and one in memory that is also the referee of the tests."""

"""What ``bench.million`` is made of: a home with as many records as wanted, and the questions to its pages."""

"""The workshop: draws the pages of the sample archive, ages them, and writes the delivery and its ground truth.

``python -m samples.make`` makes everything again from ``samples/data``. See ``docs/samples.md``.
"""

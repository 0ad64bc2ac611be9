"""The measuring set: pages drawn in other faces, texts and damage than the sample archive, kept for measuring only.

``python -m samples.make.measuring`` draws ``samples/measuring`` again. See ``docs/samples.md``.
"""

"""Pages for trying: drawn on demand, of the measuring set's kinds and of others, with a seed of one's own.

``python -m samples.make trying FOLDER --seed N`` draws them; ``python -m bench.ocr --folder FOLDER`` reads them. They
are for whoever works on the reading: to be looked at, fitted to and thrown away. None is kept in the repository.
"""

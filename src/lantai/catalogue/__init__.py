"""The catalogue: RiC record resources, their arrangement and the conditions of access to them.

Refuses: images and transcriptions (``digitisation``), stored bytes (``preservation``), who may see (``access``).
"""

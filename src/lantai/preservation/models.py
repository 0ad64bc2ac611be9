"""StoredObject: a master as the catalogue knows it (PREMIS 3 object)."""

from __future__ import annotations

from django.db import models

from lantai.catalogue.models import Instantiation


class StoredObject(models.Model):
    """One OCFL object: one Instantiation as delivered. Its id is the instantiation's identifier.

    ``bytes`` counts the content of the current version; ``digest`` is the SHA-512 of its inventory's manifest
    of logical paths and content, in hexadecimal.
    """

    instantiation = models.OneToOneField(Instantiation, on_delete=models.CASCADE, related_name="stored")
    version = models.PositiveIntegerField(default=1)
    file_count = models.PositiveIntegerField()
    bytes = models.BigIntegerField()
    digest = models.CharField(max_length=128)
    stored_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.object_id} v{self.version}"

    @property
    def object_id(self) -> str:
        return self.instantiation.identifier

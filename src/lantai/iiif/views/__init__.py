"""The doors of IIIF that go through Django, one file a specification."""

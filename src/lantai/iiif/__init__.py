"""IIIF: images, manifests and search within, for any viewer in the world."""

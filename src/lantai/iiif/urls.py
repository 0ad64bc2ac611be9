from django.urls import path

from lantai.iiif.views import image_view, manifest_view

urlpatterns = [
    path("image/<path:path>", image_view, name="image"),
    path("<str:identifier>/manifest", manifest_view, name="manifest"),
]

from django.urls import path

from lantai.iiif.views import images, presentation

urlpatterns = [
    path("image/<path:path>", images.image, name="image"),
    path("<str:identifier>/manifest", presentation.manifest, name="manifest"),
    path("<str:identifier>/manifest/canvas/p<int:number>/lines", presentation.lines, name="canvas_lines"),
]

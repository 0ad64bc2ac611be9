from django.urls import path

from lantai.iiif.views import manifest_view

urlpatterns = [path("<str:identifier>/manifest", manifest_view, name="manifest")]

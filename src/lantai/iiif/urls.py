from django.urls import path

from lantai.iiif.views import activities, authorization, images, presentation, search

urlpatterns = [
    path("image/<path:path>", images.image, name="image"),
    path("activity/all-changes", activities.all_changes, name="activities"),
    path("activity/page-<int:number>", activities.page, name="activities_page"),
    path("auth/login", authorization.LogIn.as_view(), name="auth_login"),
    path("auth/done", authorization.done, name="auth_done"),
    path("auth/logout", authorization.log_out, name="auth_logout"),
    path("auth/token", authorization.token, name="auth_token"),
    path("auth/probe/<path:key>", authorization.probe, name="auth_probe"),
    path("collection/<str:identifier>", presentation.collection, name="collection"),
    path("collection/<str:identifier>/<int:first>-<int:last>", presentation.collection_part, name="collection_part"),
    path("<str:identifier>/manifest", presentation.manifest, name="manifest"),
    path("<str:identifier>/manifest/canvas/p<int:number>/lines", presentation.lines, name="canvas_lines"),
    path("<str:identifier>/search", search.search, name="search_within"),
    path("<str:identifier>/search/1", search.search_1, name="search_within_1"),
]

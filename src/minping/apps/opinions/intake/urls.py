"""Addresses of what comes in, below those of the room."""

from django.urls import path

from minping.apps.opinions.intake import views

urlpatterns = [
    path("intake/", views.intake, name="intake"),
    path("intake/terms/", views.terms, name="terms"),
    path("intake/take/", views.take, name="take"),
    path("intake/feeds/", views.feeds, name="feeds"),
    path("intake/points/", views.points, name="points"),
    path("intake/points/new/", views.point_new, name="point-new"),
    path("intake/points/sheet.pdf", views.sheet, name="sheet"),
    path("intake/points/<uuid:point>/", views.point_switch, name="point-switch"),
]

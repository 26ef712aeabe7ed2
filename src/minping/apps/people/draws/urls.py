"""Addresses of draws for everybody."""

from django.urls import path

from minping.apps.people.draws import views

app_name = "draws"
urlpatterns = [
    path("<uuid:draw_id>/", views.public_draw, name="draw"),
    path("<uuid:draw_id>/frames/<uuid:frame_id>.frame", views.public_frame, name="frame"),
    path("<uuid:draw_id>/drawn.csv", views.public_list, name="list"),
    path("<uuid:draw_id>/commitment.json", views.public_commitment, name="commitment"),
]

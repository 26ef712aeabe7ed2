"""Addresses of the room portal."""

from django.urls import include, path

from minping.apps.portal import api, ballot_views, rectification, undertakings, views
from minping.apps.portal.opinions import comment, story, writing

app_name = "portal"
urlpatterns = [
    path("i/", ballot_views.ballot, name="ballot"),
    *(path(f"i/{name}", ballot_views.ballot_file, {"name": name}) for name in ballot_views.NAMES),
    path("", views.first, name="first"),
    path("c/<uuid:campaign_id>/", views.campaign, name="campaign"),
    path("c/<uuid:campaign_id>/results/", views.results, name="results"),
    path("c/<uuid:campaign_id>/units/<uuid:unit_id>/", views.unit, name="unit"),
    path("c/<uuid:campaign_id>/data.zip", views.data, name="data"),
    path("c/<uuid:campaign_id>/data/", views.recompute, name="recompute"),
    path("units/<uuid:unit_id>/", views.identity, name="identity"),
    path("o/", story.story, name="opinion-story"),
    path("o/new/", writing.new, name="opinion-new"),
    path("o/p/<uuid:point>/", writing.at_point, name="opinion-point"),
    path("o/comment", comment.comment, name="opinion-comment"),
    path("api/v1/", include(api.urlpatterns)),
    path("search/", views.search, name="search"),
    path("commitments/", undertakings.commitments, name="commitments"),
    path("commitments/booklet.pdf", undertakings.booklet, name="booklet"),
    path("commitments/<uuid:unit_id>/", undertakings.commitment, name="commitment"),
    path("examples/", undertakings.examples, name="examples"),
    path("rectification/", rectification.rectification, name="rectification"),
    path("rectification/<uuid:unit>/", rectification.of_unit, name="rectification-unit"),
    path("rectification/problem/<uuid:problem>/", rectification.problem, name="rectification-problem"),
    path("trust/", views.trust, name="trust"),
]

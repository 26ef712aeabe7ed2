"""Addresses of the pages that serve every room."""

from django.urls import path

from minping.apps.foundation import views

app_name = "foundation"
urlpatterns = [
    path("approvals/", views.approvals, name="approvals"),
    path("approvals/<uuid:approval>/", views.approval, name="approval"),
    path("audit/", views.audit, name="audit"),
    path("jobs/<uuid:job>/", views.job, name="job"),
    path("display/", views.display, name="display"),
]

"""Addresses: the public's pages at the root, the office's below /office/, each room its own."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("minping.apps.accounts.entrance")),
    path("office/", include("minping.apps.foundation.urls")),
    path("office/imports/", include("minping.apps.foundation.imports.urls")),
    path("office/accounts/", include("minping.apps.accounts.urls")),
    path("office/units/", include("minping.apps.units.urls")),
    path("office/campaigns/", include("minping.apps.campaigns.urls")),
    path("office/people/", include("minping.apps.people.urls")),
    path("office/invitations/", include("minping.apps.register.office_urls")),
    path("office/leads/", include("minping.apps.leads.urls")),
    path("office/opinions/", include("minping.apps.opinions.urls")),
    path("office/problems/", include("minping.apps.casework.urls")),
    path("office/commitments/", include("minping.apps.commitments.urls")),
    path("office/oversight/", include("minping.apps.oversight.urls")),
    path("office/messages/", include("minping.apps.messaging.urls")),
    path("office/partners/", include("minping.apps.partners.urls")),
    path("office/assessments/", include("minping.apps.assessments.urls")),
    path("office/consequences/", include("minping.apps.consequences.urls")),
    path("office/offices/", include("minping.apps.offices.urls")),
    path("office/results/", include("minping.apps.results.urls")),
    path("office/year/", include("minping.apps.year.urls")),
    path("office/", include("minping.apps.desk.urls")),
    path("draws/", include("minping.apps.people.draws.urls")),
    path("i/", include("minping.apps.register.urls")),
    path("", include("minping.apps.portal.urls")),
]
handler400 = "minping.apps.foundation.errors.bad_request"
handler403 = "minping.apps.foundation.errors.forbidden"
handler404 = "minping.apps.foundation.errors.not_found"
handler429 = "minping.apps.foundation.errors.too_often"
handler500 = "minping.apps.foundation.errors.server_fault"

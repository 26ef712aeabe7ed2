"""Addresses of the room consequences."""

from django.urls import path

from minping.apps.consequences.views import acts, exemptions, history, measures, own, papers, praise

app_name = "consequences"
urlpatterns = [
    path("", measures.home, name="home"),
    path("campaigns/<uuid:campaign>/take/", measures.take, name="take"),
    path("campaigns/<uuid:campaign>/put/", measures.put_several, name="put-several"),
    path("campaigns/<uuid:campaign>/approve/", measures.approve_several, name="approve-several"),
    path("measures/<uuid:measure>/", measures.measure, name="measure"),
    path("measures/<uuid:measure>/act/<slug:act>/", acts.act, name="act"),
    path("measures/<uuid:measure>/papers/<slug:name>.<slug:kind>", papers.paper, name="paper"),
    path("measures/<uuid:measure>/files/", papers.file_add, name="file-add"),
    path("measures/<uuid:measure>/files/<uuid:file>/", papers.file, name="file"),
    path("orders/<uuid:order>/answer/", acts.answer, name="answer"),
    path("orders/<uuid:order>/recheck/", acts.recheck, name="recheck"),
    path("history/", history.history, name="history"),
    path("history/<uuid:unit>/", history.unit, name="unit"),
    path("exemptions/", exemptions.exemptions, name="exemptions"),
    path("exemptions/new/", exemptions.exempt, name="exempt"),
    path("exemptions/<uuid:exemption>/decline/", exemptions.decline, name="exemption-decline"),
    path("exemptions/<uuid:exemption>/revoke/", exemptions.revoke, name="exemption-revoke"),
    path("praise/", praise.praise, name="praise"),
    path("praise/windows/", praise.windows, name="windows"),
    path("praise/<uuid:campaign>/issue/", praise.issue, name="issue"),
    path("praise/<uuid:campaign>/draft.<slug:kind>", praise.draft, name="draft"),
    path("circulars/<uuid:circular>.<slug:kind>", praise.circular, name="circular"),
    path("assessment/", praise.assessment, name="assessment"),
    path("assessment/<uuid:campaign>/sheet/", praise.sheet, name="sheet"),
    path("bonuses/<uuid:bonus>/remove/", praise.bonus_remove, name="bonus-remove"),
    path("own/", own.own, name="own"),
    path("own/<uuid:measure>/", own.own_measure, name="own-measure"),
    path("own/<uuid:measure>/receive/", own.receive, name="receive"),
    path("own/<uuid:measure>/papers/<slug:name>.<slug:kind>", papers.own_paper, name="own-paper"),
    path("own/<uuid:measure>/files/", papers.own_file_add, name="own-file-add"),
    path("own/<uuid:measure>/files/<uuid:file>/", papers.own_file, name="own-file"),
    path("own/<uuid:measure>/files/<uuid:file>/remove/", papers.own_file_remove, name="own-file-remove"),
    path("own/history/<uuid:unit>/", own.own_history, name="own-history"),
]

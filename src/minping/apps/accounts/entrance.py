"""Addresses of signing in: the pages of the package that are wanted, and no others."""

from allauth.account import views as account
from allauth.mfa.urls import urlpatterns as second_factor
from django.urls import include, path

from minping.apps.accounts import views

urlpatterns = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("2fa/", include(second_factor)),
    path("first/<uuid:user>/<str:token>/", views.first_password, name="first_password"),
]

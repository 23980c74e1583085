"""Signing in and out and changing the password: what is used of allauth, and nothing more."""

from allauth.account import views as allauth_views
from django.urls import path

from kurul.kernel.identity import views

urlpatterns = [
    path("login/", allauth_views.login, name="account_login"),
    path("logout/", allauth_views.logout, name="account_logout"),
    path("password/", views.change_password, name="account_change_password"),
]

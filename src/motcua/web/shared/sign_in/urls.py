"""The doors before the staff pages. The names are allauth's, which looks its own pages up by them."""

from django.urls import URLPattern, path

from motcua.web.shared.sign_in import views

urlpatterns: list[URLPattern] = [
    path("dang-nhap/", views.SignIn.as_view(), name="account_login"),
    path("dang-nhap/ma/", views.Code.as_view(), name="mfa_authenticate"),
    path("dang-nhap/thiet-lap/", views.Enrol.as_view(), name="mfa_activate_totp"),
    path("dang-xuat/", views.SignOut.as_view(), name="account_logout"),
    path("doi-mat-khau/", views.Password.as_view(), name="account_change_password"),
    path("chon-vi-tri/", views.choose_posting, name="choose_posting"),
    path("con-day/", views.keep_alive, name="keep_alive"),
]

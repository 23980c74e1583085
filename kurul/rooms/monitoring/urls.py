"""Addresses of the room."""

from django.urls import path

from kurul.rooms.monitoring.views import periods, reports, scorecards

app_name = "monitoring"
urlpatterns = [
    path("", periods.periods, name="periods"),
    path("open/", periods.open_period, name="open_period"),
    path("<int:pk>/", periods.period, name="period"),
    path("<int:pk>/close/", periods.close_period, name="close_period"),
    path("<int:pk>/expect/", periods.expect_reports, name="expect_reports"),
    path("<int:pk>/remind/", periods.remind, name="remind"),
    path("<int:pk>/scorecard/", scorecards.of_period, name="scorecard"),
    path("plans/<int:pk>/", scorecards.of_plan, name="plan"),
    path("reports/<int:pk>/", reports.report, name="report"),
    path("reports/<int:pk>/write/", reports.write, name="write"),
    path("reports/<int:pk>/no-change/", reports.no_change, name="no_change"),
    path("reports/<int:pk>/return/", reports.give_back, name="return"),
    path("reports/<int:pk>/rate/", reports.rate, name="rate"),
    path("reports/<int:pk>/<str:outcome>/", reports.take_step, name="step"),
]

"""Addresses of the room."""

from django.urls import path

from kurul.rooms.strategy import views

app_name = "strategy"
urlpatterns = [
    path("", views.plans, name="plans"),
    path("new/", views.draft_plan, name="draft_plan"),
    path("schemes/new/", views.define_scheme, name="define_scheme"),
    path("<int:pk>/", views.plan, name="plan"),
    path("<int:pk>/actions/", views.actions_list, name="actions"),
    path("<int:pk>/responsibility/", views.responsibility, name="responsibility"),
    path("<int:pk>/gaps/", views.gaps, name="gaps"),
    path("<int:pk>/adopt/", views.adopt, name="adopt"),
    path("<int:pk>/reword/", views.reword_plan, name="reword_plan"),
    path("<int:pk>/coordinator/", views.name_coordinator, name="name_coordinator"),
    path("<int:pk>/add/", views.add_element, name="add_element"),
    path("<int:pk>/criterion/", views.add_criterion, name="add_criterion"),
    path("elements/<int:pk>/", views.element, name="element"),
    path("elements/<int:pk>/reword/", views.reword, name="reword"),
    path("elements/<int:pk>/correct-wording/", views.correct_wording, name="correct_wording"),
    path("elements/<int:pk>/dates/", views.set_dates, name="set_dates"),
    path("elements/<int:pk>/correct-dates/", views.correct_dates, name="correct_dates"),
    path("elements/<int:pk>/involve/", views.involve, name="involve"),
    path("elements/<int:pk>/uninvolve/", views.uninvolve, name="uninvolve"),
    path("elements/<int:pk>/step/", views.add_step, name="add_step"),
    path("elements/<int:pk>/indicator/", views.add_indicator, name="add_indicator"),
    path("elements/<int:pk>/take-out/", views.take_out, name="take_out"),
    path("indicators/<int:pk>/target/", views.set_target, name="set_target"),
]

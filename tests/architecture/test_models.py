"""What models may not do."""

from django.apps import apps
from django.db import models

# model.field → why its rows may go with, or outlive, what they point at. Everything else is protected.
NOT_PROTECTED: dict[str, str] = {}


def our_models() -> list[type[models.Model]]:
    """The models of the kernel and the rooms."""
    return [model for model in apps.get_models() if model.__module__.startswith("kurul.")]


def test_nothing_disappears_with_what_it_points_at():
    unprotected = {
        f"{model._meta.label}.{field.name}"
        for model in our_models()
        for field in model._meta.local_fields
        if isinstance(field, models.ForeignKey) and field.remote_field.on_delete is not models.PROTECT
    }
    assert unprotected == NOT_PROTECTED.keys()
    assert all(NOT_PROTECTED.values()), "every exception has its reason"


def test_no_model_overrides_save_or_delete():
    assert our_models()
    assert [model._meta.label for model in our_models() if {"save", "delete"} & vars(model).keys()] == []

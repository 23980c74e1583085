"""What is held again since an import was taken back, and whose word it is."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("kernel", "0005_boxes"),
    ]

    operations = [
        migrations.CreateModel(
            name="HeldAgain",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=100)),
                ("number", models.BigIntegerField()),
                ("former", models.BigIntegerField()),
                ("said_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["kind", "said_at"], name="kernel_heldagain_said")],
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "number"), name="kernel_heldagain_once"),
                    models.UniqueConstraint(fields=("kind", "former"), name="kernel_heldagain_former_once"),
                ],
            },
        ),
    ]

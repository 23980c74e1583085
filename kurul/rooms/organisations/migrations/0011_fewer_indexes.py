"""No index for what another index begins with: each makes every import slower."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("organisations", "0010_boxes")]

    operations = [
        migrations.AlterField("identifier", "scheme", models.SlugField(db_index=False, max_length=60)),
        migrations.AlterField(
            "placement",
            "parent",
            models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="children_placements",
                to="organisations.organisation",
            ),
        ),
    ]

"""Models in Python as sources on the command line."""

from __future__ import annotations

from pathlib import Path

from erdapp.cli.sources import read
from erdapp.schema import Dialect

MODEL = "from django.db import models\nclass Thing(models.Model):\n    a = models.IntegerField()\n"


def test_an_app_is_named_by_its_folder(tmp_path: Path):
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "models.py").write_text(MODEL)
    for source in ("shop", "shop/models.py", ""):
        loaded = read(f"django://{tmp_path / source}?dialect=sqlite")
        assert [one.name for one in loaded.schema.tables] == ["shop_thing"]
        assert loaded.origins["shop_thing"].file == "shop/models.py"
    assert read(str(tmp_path / "shop")).schema.dialect is Dialect.POSTGRES

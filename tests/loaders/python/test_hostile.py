"""Python of strangers: nothing of it runs, and reading it ends."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import pytest

from erdapp.loaders.base import LoadOptions, SourceError, SourceFile
from erdapp.loaders.python import load_django
from erdapp.schema import Dialect

MODEL = "from django.db import models\nclass Fine(models.Model):\n    a = models.IntegerField()\n"
RUNS: dict[str, str] = {
    "a command": "import os\nos.system('touch {mark}')\n",
    "a process": "import subprocess\nsubprocess.run(['touch', '{mark}'])\n",
    "a file": "open('{mark}', 'w').write('x')\n",
    "a path": "import pathlib\npathlib.Path('{mark}').touch()\n",
    "exec": "exec(\"open('{mark}', 'w')\")\n",
    "eval": "x = eval(\"open('{mark}', 'w')\")\n",
    "an import by name": "__import__('os').system('touch {mark}')\n",
    "importlib": "import importlib\nimportlib.import_module('os').system('touch {mark}')\n",
    "a decorator": "import os\n@os.system\nclass A:\n    pass\n",
    "a default": "import os\ndef f(a=os.system('touch {mark}')): pass\nf()\n",
    "a metaclass": "class M(type):\n    def __new__(m, *a): open('{mark}', 'w')\n"
    "class A(metaclass=M): pass\n",
    "a hook of subclasses": "class A:\n    def __init_subclass__(cls): open('{mark}', 'w')\n"
    "class B(A): pass\n",
    "the way through types": "().__class__.__base__.__subclasses__()[0]('{mark}')\n",
    "a format": "'{0.__class__.__init__}'.format(open)\n",
    "a lambda": "(lambda: open('{mark}', 'w'))()\n",
    "getattr": "getattr(getattr(__builtins__, 'open'), '__call__')('{mark}', 'w')\n",
    "a pickle": "import pickle\npickle.loads(b\"cposix\\nsystem\\n(S'touch {mark}'\\ntR.\")\n",
    "a field": "from django.db import models\nclass Bad(models.Model):\n"
    "    a = models.CharField(max_length=open('{mark}', 'w').write('x'))\n",
    "a field's default": "from django.db import models\nimport os\nclass Bad(models.Model):\n"
    "    a = models.IntegerField(default=os.system('touch {mark}'))\n",
    "a function of the database": "from django.db import models\nclass Bad(models.Model):\n"
    "    a = models.GeneratedField(expression=models.Func(function=open('{mark}', 'w')), "
    "output_field=models.IntegerField(), db_persist=True)\n",
    "a type of a field": "from django.db import models\nclass F(models.Field):\n"
    "    def db_type(self, connection):\n        return open('{mark}', 'w')\n"
    "class Bad(models.Model):\n    a = F()\n",
    "a name of Django": "from django.db.models.fields import os\nos.system('touch {mark}')\n"
    "from django.db import models\nclass Bad(models.Model):\n    a = os.system('touch {mark}')\n"
    "    b = models.CharField(max_length=os.system('touch {mark}'))\n",
    "a name within Django": "from django.db.models import sys\nfrom django.db import models\n"
    "class Bad(models.Model):\n    b = models.CharField(max_length=sys.exit(1))\n",
    "settings": "from django.conf import settings\nsettings.configure()\n",
}


@pytest.mark.parametrize("name", RUNS)
def test_nothing_of_an_upload_runs(name: str, tmp_path: Path):
    mark = tmp_path / "mark"
    text = RUNS[name].replace("{mark}", str(mark))
    files = [SourceFile("shop/models.py", MODEL + text), SourceFile("shop/settings.py", text)]
    loaded = load_django(files, LoadOptions(dialect=Dialect.SQLITE, remember=False))
    assert "shop_fine" in {table.name for table in loaded.schema.tables}
    assert not mark.exists()


HOSTILE: dict[str, str] = {
    "a column of a long name": f"    {'a' * 100_000} = models.IntegerField()\n",
    "a table of a long name": "    class Meta:\n        db_table = 'x' * 150000\n",
    "a name of SQL": "    class Meta:\n        db_table = 'x\"; DROP TABLE y; --'\n",
    "a number of a text": "    a = models.CharField(max_length='5); DROP TABLE x; --')\n",
    "a cycle of models": "    class Meta:\n        indexes = [models.Index(fields=['none'])]\n",
    "a size that isn't one": "    a = models.CharField(max_length=10 ** 900)\n",
    "a relation to nonsense": "    a = models.ForeignKey('a.b.c; DROP', on_delete=1)\n",
    "a relation to Python": "    a = models.ForeignKey(int, on_delete=1)\n",
    "a key that isn't one": "    a = models.IntegerField(primary_key=True)\n"
    "    b = models.IntegerField(primary_key=True)\n",
    "options that aren't": "    class Meta:\n        unique_together = 5\n        indexes = 'x'\n",
    "a base without end": "    a = models.Q(" + "models.Q(" * 80 + ")" * 80 + ")\n",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_model_leaves_the_others(name: str):
    text = MODEL + "class Bad(models.Model):\n    z = models.IntegerField()\n" + HOSTILE[name]
    loaded = load_django(
        [SourceFile("shop/models.py", text)], LoadOptions(dialect=Dialect.POSTGRES, remember=False)
    )
    assert "shop_fine" in {table.name for table in loaded.schema.tables}
    assert all("Traceback" not in problem.message for problem in loaded.problems)


@pytest.mark.parametrize(
    "text",
    [
        MODEL + "while True: x = 1\n" * 400,
        MODEL * 1 + "x = " + "-" * 90_000 + "1",
        "\0" * 1_000,
        "class A(A): pass\n" * 2_000,
        MODEL + "".join(f"class M{i}(M{i - 1}): pass\n" for i in range(2_000)),
    ],
)
def test_reading_ends_with_a_schema_or_one_line(text: str):
    with contextlib.suppress(SourceError):
        load_django(
            [SourceFile("models.py", text)], LoadOptions(dialect=Dialect.SQLITE, remember=False)
        )


def test_the_environment_is_not_read(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(os.environ, "ERDAPP_TEST_SECRET", "hunter2")
    text = MODEL + (
        "import os\nclass Bad(models.Model):\n    class Meta:\n"
        "        db_table = os.environ.get('ERDAPP_TEST_SECRET', 'none')\n"
    )
    loaded = load_django(
        [SourceFile("shop/models.py", text)], LoadOptions(dialect=Dialect.SQLITE, remember=False)
    )
    assert {table.name for table in loaded.schema.tables} == {"shop_fine", "none"}

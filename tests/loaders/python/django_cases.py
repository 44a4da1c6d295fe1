"""Django apps, each with one feature of models; together they are one project."""
# ruff: noqa: E501  # models are quoted as people write them

from __future__ import annotations

_HEAD = "from django.db import models\n"


def _models(text: str, head: str = _HEAD) -> dict[str, str]:
    return {"models.py": head + text}


CASES: dict[str, dict[str, str]] = {
    "plain": _models("""
class Thing(models.Model):
    name = models.CharField("a name", max_length=50, blank=True, default="x", help_text="why")
    text = models.TextField(null=True)
    slug = models.SlugField()
    count = models.IntegerField(default=0)
    small = models.SmallIntegerField()
    big = models.BigIntegerField()
    positive = models.PositiveIntegerField()
    positive_small = models.PositiveSmallIntegerField()
    positive_big = models.PositiveBigIntegerField()
    ratio = models.FloatField()
    price = models.DecimalField("price", max_digits=10, decimal_places=2)
    positional = models.DecimalField("price", None, 12, 3)
    on = models.BooleanField(default=True)
    day = models.DateField()
    moment = models.DateTimeField(auto_now_add=True)
    time = models.TimeField()
    took = models.DurationField()
    raw = models.BinaryField()
    key = models.UUIDField()
    data = models.JSONField(default=dict)
    email = models.EmailField()
    url = models.URLField()
    address = models.GenericIPAddressField()
    file = models.FileField(upload_to="x")
    path = models.FilePathField()
"""),
    "keys": _models("""
class Named(models.Model):
    code = models.CharField(max_length=5, primary_key=True)

class Small(models.Model):
    id = models.SmallAutoField(primary_key=True)

class Refers(models.Model):
    named = models.ForeignKey(Named, on_delete=models.CASCADE)
    small = models.OneToOneField("Small", models.PROTECT, db_column="the_small", null=True)
    me = models.ForeignKey("self", on_delete=models.SET_NULL, null=True)
    loose = models.ForeignKey("keys.Named", models.DO_NOTHING, db_constraint=False, related_name="+")
    unindexed = models.ForeignKey(to="Later", on_delete=models.CASCADE, db_index=False)
    by_slug = models.ForeignKey("Later", on_delete=models.CASCADE, to_field="slug", related_name="x")

class Later(models.Model):
    slug = models.SlugField(unique=True)
"""),
    "indexes": _models("""
from django.db.models import F, Q, Index
from django.db.models.functions import Lower, Upper

class Thing(models.Model):
    a = models.CharField(max_length=20, db_index=True)
    b = models.CharField(max_length=20, unique=True)
    c = models.IntegerField()
    class Meta:
        indexes = [
            Index(fields=["a", "-c"]),
            models.Index(fields=["c"], name="indexes_c", condition=Q(c__gt=3)),
            models.Index(Lower("a"), F("c").desc(), name="indexes_expression"),
            models.Index(Upper("b"), name="indexes_upper"),
        ]
"""),
    "together": _models("""
class Thing(models.Model):
    a = models.IntegerField()
    b = models.IntegerField()
    c = models.IntegerField()
    class Meta:
        unique_together = [["a", "b"], ("b", "c")]

class Flat(models.Model):
    a = models.IntegerField()
    b = models.IntegerField()
    class Meta:
        unique_together = ("a", "b")
"""),
    "constraints": _models(
        """
from django.db.models import Q, F, UniqueConstraint, CheckConstraint, Deferrable
from django.db.models.functions import Lower

class Thing(models.Model):
    class Kind(models.TextChoices):
        A = "a", "The a"
        B = "b"
    kind = models.CharField(max_length=max(len(one) for one in Kind.values), choices=Kind.choices, default=Kind.A)
    low = models.IntegerField()
    high = models.IntegerField()
    name = models.CharField(max_length=30)
    class Meta:
        constraints = [
            CheckConstraint(condition=Q(low__lte=F("high")), name="constraints_low"),
            CheckConstraint(condition=Q(kind__in=["a", "b"]) & ~Q(name=""), name="%(app_label)s_%(class)s_kind"),
            CheckConstraint(condition=Q(low__gte=0) | Q(kind=Kind.B), name="constraints_or"),
            UniqueConstraint(fields=["low", "high"], name="constraints_unique"),
            UniqueConstraint(fields=["low"], condition=Q(high__gt=7), name="constraints_partial"),
            UniqueConstraint(Lower("name"), name="constraints_lower"),
            UniqueConstraint(fields=["name"], name="constraints_later", deferrable=Deferrable.DEFERRED),
            UniqueConstraint(fields=["high"], include=["name"], name="constraints_include"),
        ]
""".replace("default=Kind.A)", "default=Kind.A)").replace("Kind.B), name", "'b'), name")
    ),
    "abstracts": {
        "base.py": _HEAD
        + """
class Timed(models.Model):
    created = models.DateTimeField(auto_now_add=True, db_index=True)
    changed = models.DateTimeField(auto_now=True)
    class Meta:
        abstract = True
        ordering = ["-created"]
        indexes = [models.Index(fields=["changed"])]

class Owned(models.Model):
    owner = models.ForeignKey("auth.User", on_delete=models.CASCADE, related_name="%(app_label)s_%(class)s_set")
    class Meta:
        abstract = True
""",
        "models.py": _HEAD
        + """
from .base import Owned
from abstracts import base

class Mixin:
    extra = models.IntegerField()
    def save(self): ...

class Post(base.Timed, Owned):
    title = models.CharField(max_length=9)

class Note(Mixin, base.Timed):
    title = models.CharField(max_length=9)
    created = None
    class Meta(base.Timed.Meta):
        db_table = "abstracts_noted"
        unique_together = ("title", "changed")

class Twice(Owned, base.Timed):
    changed = models.DateField()
    class Meta:
        ordering = []
""",
    },
    "many": _models("""
class Tag(models.Model):
    name = models.CharField(max_length=9)

class Post(models.Model):
    tags = models.ManyToManyField(Tag)
    named = models.ManyToManyField("Tag", db_table="many_named", related_name="y")
    friends = models.ManyToManyField("self")
    follows = models.ManyToManyField("self", symmetrical=False, related_name="followers")
    through = models.ManyToManyField(Tag, through="Link", related_name="z")

class Link(models.Model):
    post = models.ForeignKey(Post, models.CASCADE)
    tag = models.ForeignKey(Tag, models.CASCADE)
    rank = models.IntegerField()
"""),
    "parents": _models("""
class Place(models.Model):
    name = models.CharField(max_length=9)

class Restaurant(Place):
    stars = models.IntegerField()

class Diner(Restaurant):
    link = models.OneToOneField(Restaurant, on_delete=models.CASCADE, parent_link=True, primary_key=True)

class Shown(Place):
    class Meta:
        proxy = True

class Foreign(models.Model):
    class Meta:
        managed = False
        db_table = "parents_foreign"

class Ordered(models.Model):
    place = models.ForeignKey(Place, on_delete=models.CASCADE)
    class Meta:
        order_with_respect_to = "place"
"""),
    "named": {
        "apps.py": """
from django.apps import AppConfig
class NamedConfig(AppConfig):
    name = "named"
    label = "renamed"
    default_auto_field = "django.db.models.AutoField"
    def ready(self):
        from . import signals
""",
        "signals.py": "",
        "models.py": _HEAD
        + """
class Thing(models.Model):
    me = models.ForeignKey("renamed.Thing", on_delete=models.CASCADE)
    class Meta:
        verbose_name = "thing"
        db_table_comment = "what's in it"

class Labelled(models.Model):
    odd = models.IntegerField(db_column="Odd Name", db_comment="it's odd")
    class Meta:
        app_label = "renamed"
        db_table = 'renamed_Quoted Name'
""",
    },
    "package": {
        "models/__init__.py": "from .first import First\nfrom package.models.second import *\n",
        "models/first.py": _HEAD
        + """
class First(models.Model):
    second = models.ForeignKey("Second", on_delete=models.CASCADE)
""",
        "models/second.py": _HEAD
        + """
from .. import constants as c
from .first import First
__all__ = ["Second"]

class Second(models.Model):
    name = models.CharField(max_length=c.LENGTH, choices=c.CHOICES)
    first = models.ForeignKey(First, on_delete=models.CASCADE)
    third = models.CharField(max_length=c.sizes["third"])
""",
        "constants.py": """
import enum
LENGTH: int = 2 ** 5 + int("7") // 2
class Size(enum.IntEnum):
    THIRD = 33
    OTHER = enum.auto()
sizes = {size.name.lower(): size.value for size in Size}
CHOICES = tuple((one, f"{one:>3}") for one in ("a", "b"))
""",
    },
    "computed": _models("""
import decimal, os, sys
from django.utils.translation import gettext_lazy as _, pgettext_lazy
try:
    from nowhere.at.all import LENGTH
except ImportError:
    LENGTH = 12
DEBUG = bool(os.environ.get("DEBUG_NEVER_SET", ""))
options = dict(null=True, blank=True)
LIMITS = [len(word) for word in "one three fifteen".split() if word != "one"]
lengths = {"short": 8, **{"long": 80}}

def text(size, **kwargs):
    kwargs.setdefault("null", True)
    if size > 100:
        return models.TextField(**kwargs)
    return models.CharField(max_length=size, **kwargs)

class Thing(models.Model):
    SIZE = 10
    a = models.CharField(_("a"), max_length=SIZE * 2, **options)
    b = text(40)
    c = text(size=400, null=False)
    d = models.CharField(max_length=min(lengths.values()))
    e = models.CharField(max_length=sum(LIMITS) if LIMITS else 1)
    f = models.CharField(max_length=lengths.get("none", 31), default=lambda: "x")
    g = models.DecimalField(max_digits=decimal.Decimal(5) and 5, decimal_places=1)
    if sys.version_info:
        h = models.IntegerField()
    for _unused in ():
        i = models.IntegerField()
"""),
    "customs": {
        "fields.py": _HEAD
        + """
class Upper(models.CharField):
    description = "upper"
    def __init__(self, *args, **kwargs):
        kwargs["max_length"] = 77
        kwargs.setdefault("null", True)
        super().__init__(*args, **kwargs)
    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        return name, path, args, kwargs

class Money(models.DecimalField):
    def __init__(self, *args, digits=12, **kwargs):
        super(Money, self).__init__(*args, max_digits=digits, decimal_places=2, **kwargs)

class Dollars(Money):
    def __init__(self, verbose_name=None, **kwargs):
        super().__init__(verbose_name, digits=20, **kwargs)

class Vector(models.Field):
    def db_type(self, connection):
        if connection.vendor == "postgresql":
            return "tsvector"
        return "text"

class Stored(models.JSONField):
    def get_internal_type(self):
        return "TextField"

class Owner(models.ForeignKey):
    def __init__(self, **kwargs):
        kwargs.update(to="auth.User", on_delete=models.CASCADE)
        models.ForeignKey.__init__(self, **kwargs)
""",
        "models.py": _HEAD
        + """
from customs.fields import *

class Thing(models.Model):
    up = Upper("up")
    price = Money("price")
    dollars = Dollars(null=True)
    vector = Vector(null=True)
    stored = Stored()
    owner = Owner(null=True)
""",
    },
    "composite": _models("""
class Line(models.Model):
    pk = models.CompositePrimaryKey("order", "number")
    order = models.IntegerField()
    number = models.SmallIntegerField()
    text = models.CharField(max_length=9)
"""),
    "tablespaces": _models("""
class Thing(models.Model):
    code = models.CharField(max_length=9, unique=True, db_tablespace="fast")
    name = models.CharField(max_length=9, db_index=True)
    class Meta:
        db_tablespace = "slow"
        indexes = [models.Index(fields=["code", "name"], name="both_fast", db_tablespace="fast")]
"""),
    "over": _models("""
class ShortMailField(models.EmailField):
    def __init__(self, *args, **kwargs):
        super(models.EmailField, self).__init__(*args, max_length=40, **kwargs)

class Thing(models.Model):
    mail = ShortMailField(null=True)
"""),
    "users": _models("""
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.contrib.contenttypes.models import ContentType

class Comment(models.Model):
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    editor = models.ForeignKey(get_user_model(), on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    groups = models.ManyToManyField(Group)
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.PositiveIntegerField()
    target = GenericForeignKey("content_type", "object_id")
    replies = GenericRelation("self")
    site = models.ForeignKey("sites.Site", on_delete=models.CASCADE)
"""),
    "defaults": _models("""
from django.db.models.functions import Now, Lower, Concat, Coalesce
from django.db.models import F, Value, Case, When

class Level(models.IntegerChoices):
    LOW = 1, "Low"
    HIGH = 2

class Thing(models.Model):
    a = models.IntegerField(db_default=5)
    b = models.CharField(max_length=9, db_default="it's")
    c = models.DateTimeField(db_default=Now())
    d = models.BooleanField(db_default=True)
    e = models.FloatField(db_default=1.5)
    level = models.IntegerField(choices=Level, db_default=Level.HIGH)
    double = models.GeneratedField(expression=F("a") * 2 + 1, output_field=models.BigIntegerField(), db_persist=True)
    lower = models.GeneratedField(expression=Lower("b"), output_field=models.CharField(max_length=9), db_persist=True)
    which = models.GeneratedField(expression=Case(When(a__gt=3, then=Value("big")), default=Value("small")), output_field=models.TextField(), db_persist=True)
"""),
    "managers": _models(
        """
from django.utils.functional import cached_property

class ThingQuerySet(models.QuerySet):
    def live(self):
        return self.filter(on=True)

class Thing(models.Model):
    on: bool = models.BooleanField()
    objects = ThingQuerySet.as_manager()
    unknown = [one for one in range(3)]
    CONSTANT = ThingQuerySet.nothing
    def __str__(self):
        return self.name
    @property
    def name(self):
        return "x"
    @cached_property
    def other(self):
        raise ValueError
    class Inner:
        pass
    class Meta:
        verbose_name_plural = "things"
        permissions = [("a", "b")]
        get_latest_by = "on"
""".replace("    CONSTANT = ThingQuerySet.nothing\n", "")
    ),
    "circles": {
        "models.py": "from circles.left import Left\nfrom circles.right import Right\n",
        "left.py": _HEAD
        + """
class Left(models.Model):
    right = models.ForeignKey("circles.Right", on_delete=models.CASCADE)
    class Meta:
        app_label = "circles"
from circles.right import SIZE
""",
        "right.py": _HEAD
        + """
from circles import left
SIZE = 3
class Right(models.Model):
    left = models.ForeignKey(left.Left, on_delete=models.CASCADE)
    class Meta:
        app_label = "circles"
""",
    },
    "names": _models("""
class WithAVeryLongNameThatGoesOnAndOnUntilNobodyRemembersWhatItWasAbout(models.Model):
    another_name_that_is_much_too_long_for_anything = models.ForeignKey("self", on_delete=models.CASCADE)

class Short(models.Model):
    class Meta:
        db_table = "names_Mixed Case"
    many_of_them_in_a_relation_that_has_a_long_name_too_long = models.ManyToManyField("self")
    order = models.IntegerField(db_index=True)
    Select = models.CharField(max_length=3, unique=True)
"""),
    "swapped": _models("""
from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin, AbstractUser

class Person(AbstractBaseUser, PermissionsMixin):
    email = models.EmailField(unique=True)
    groups = None
    user_permissions = None
    class Meta:
        db_table = "swapped_person"

class Worker(AbstractUser):
    username = None
    email = models.EmailField("address", unique=True)
    groups = models.ManyToManyField("auth.Group", related_name="+")
    user_permissions = models.ManyToManyField("auth.Permission", related_name="+")
    class Meta(AbstractUser.Meta):
        abstract = False
"""),
    "collations": _models("""
class Thing(models.Model):
    a = models.CharField(max_length=9, db_collation="C")
    b = models.TextField(db_collation="C", unique=False)
"""),
    "unbounded": _models("""
class Thing(models.Model):
    a = models.CharField()
    b = models.CharField(max_length=None)
"""),
}
"""By app."""

POSTGRES_CASES: dict[str, dict[str, str]] = {
    "arrays": _models("""
from django.contrib.postgres.fields import ArrayField, HStoreField, IntegerRangeField, DateTimeRangeField
from django.contrib.postgres import search
class Thing(models.Model):
    tags = ArrayField(models.CharField(max_length=10), blank=True, default=list)
    grid = ArrayField(ArrayField(models.IntegerField()), size=3)
    store = HStoreField()
    numbers = IntegerRangeField()
    during = DateTimeRangeField(null=True)
    vector = search.SearchVectorField(null=True)
"""),
    "gins": _models("""
from django.contrib.postgres.indexes import BrinIndex, BTreeIndex, GinIndex, GistIndex, HashIndex, OpClass
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.contrib.postgres.search import SearchVector
from django.db.models.functions import Upper
class Thing(models.Model):
    name = models.CharField(max_length=10)
    data = models.JSONField()
    during = DateTimeRangeField()
    room = models.IntegerField()
    class Meta:
        indexes = [
            GinIndex(fields=["data"]),
            GinIndex(fields=["data"], name="gins_path", opclasses=["jsonb_path_ops"]),
            BrinIndex(fields=["room"], name="gins_brin", autosummarize=True, pages_per_range=4),
            GistIndex(fields=["during"], name="gins_gist", fillfactor=80),
            HashIndex(fields=["name"], name="gins_hash"),
            BTreeIndex(OpClass(Upper("name"), name="varchar_pattern_ops"), name="gins_opclass"),
            GinIndex(SearchVector("name", config="english"), name="gins_vector"),
        ]
        constraints = [
            ExclusionConstraint(name="gins_overlap", expressions=[("during", RangeOperators.OVERLAPS), ("room", RangeOperators.EQUAL)], condition=models.Q(room__gt=0)),
            models.UniqueConstraint(fields=["name"], name="gins_nulls", nulls_distinct=False),
        ]
"""),
    "ranges": _models("""
from django.contrib.postgres.fields import DecimalRangeField, BigIntegerRangeField, DateRangeField
class Thing(models.Model):
    a = DecimalRangeField()
    b = BigIntegerRangeField(db_index=True)
    c = DateRangeField(unique=True)
    d = models.GenericIPAddressField(unique=True)
"""),
}
"""What only PostgreSQL has."""

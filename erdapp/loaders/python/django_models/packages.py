"""Fields and bases of packages that models often import and uploads rarely bring along: what they
make in the database, in our own words. A package that is in the upload is read itself."""

from __future__ import annotations

from typing import Any

from msgspec import Struct


class Packaged(Struct, frozen=True):
    """A field of a package as one of Django's."""

    field: str
    defaults: dict[str, Any] = {}


def _django(name: str, **defaults: Any) -> Packaged:
    return Packaged(f"django.db.models.{name}", defaults)


_TEXT = _django("TextField")
_DATE_TIME = _django("DateTimeField")
_FOREIGN_KEY = _django("ForeignKey")
_FILE = _django("FileField")
_IMAGE = _django("ImageField")

FIELDS: dict[str, Packaged] = {
    "autoslug.AutoSlugField": _django("SlugField"),
    "autoslug.fields.AutoSlugField": _django("SlugField"),
    "ckeditor.fields.RichTextField": _TEXT,
    "ckeditor_uploader.fields.RichTextUploadingField": _TEXT,
    "colorfield.fields.ColorField": _django("CharField", max_length=25),
    "django_ckeditor_5.fields.CKEditor5Field": _TEXT,
    "django_countries.fields.CountryField": _django("CharField", max_length=2),
    "django_extensions.db.fields.AutoSlugField": _django("SlugField"),
    "django_extensions.db.fields.CreationDateTimeField": _DATE_TIME,
    "django_extensions.db.fields.ModificationDateTimeField": _DATE_TIME,
    "django_extensions.db.fields.RandomCharField": _django("CharField"),
    "django_extensions.db.fields.ShortUUIDField": _django("CharField", max_length=22),
    "django_extensions.db.fields.json.JSONField": _TEXT,
    "django_fsm.FSMField": _django("CharField", max_length=50),
    "django_fsm.FSMIntegerField": _django("IntegerField"),
    "django_fsm.FSMKeyField": _FOREIGN_KEY,
    "django_jsonform.models.fields.JSONField": _django("JSONField"),
    "easy_thumbnails.fields.ThumbnailerField": _FILE,
    "easy_thumbnails.fields.ThumbnailerImageField": _IMAGE,
    "encrypted_fields.fields.EncryptedCharField": _TEXT,
    "encrypted_fields.fields.EncryptedTextField": _TEXT,
    "filer.fields.file.FilerFileField": _django("ForeignKey", to="filer.File"),
    "filer.fields.image.FilerImageField": _django("ForeignKey", to="filer.Image"),
    "imagekit.models.ProcessedImageField": _IMAGE,
    "jsonfield.JSONField": _TEXT,
    "jsonfield.fields.JSONField": _TEXT,
    "location_field.models.plain.PlainLocationField": _django("CharField", max_length=63),
    "macaddress.fields.MACAddressField": _django("BigIntegerField"),
    "markdownx.models.MarkdownxField": _TEXT,
    "martor.models.MartorField": _TEXT,
    "mdeditor.fields.MDTextField": _TEXT,
    "model_utils.fields.AutoCreatedField": _DATE_TIME,
    "model_utils.fields.AutoLastModifiedField": _DATE_TIME,
    "model_utils.fields.MonitorField": _DATE_TIME,
    "model_utils.fields.StatusField": _django("CharField", max_length=100),
    "model_utils.fields.UUIDField": _django("UUIDField", primary_key=True),
    "model_utils.fields.UrlsafeTokenField": _django("CharField", max_length=128),
    "modelcluster.fields.ParentalKey": _FOREIGN_KEY,
    "modelcluster.fields.ParentalManyToManyField": _django("ManyToManyField"),
    "mptt.fields.TreeForeignKey": _FOREIGN_KEY,
    "mptt.fields.TreeManyToManyField": _django("ManyToManyField"),
    "mptt.fields.TreeOneToOneField": _django("OneToOneField"),
    "mptt.models.TreeForeignKey": _FOREIGN_KEY,
    "multiselectfield.MultiSelectField": _django("CharField", max_length=200),
    "ordered_model.fields.OrderedField": _django("PositiveIntegerField", db_index=True),
    "phonenumber_field.modelfields.PhoneNumberField": _django("CharField", max_length=128),
    "picklefield.PickledObjectField": _TEXT,
    "picklefield.fields.PickledObjectField": _TEXT,
    "private_storage.fields.PrivateFileField": _FILE,
    "recurrence.fields.RecurrenceField": _TEXT,
    "shortuuid.django_fields.ShortUUIDField": _django("CharField", max_length=22),
    "shortuuidfield.ShortUUIDField": _django("CharField", max_length=22, unique=True),
    "simple_history.models.HistoricForeignKey": _FOREIGN_KEY,
    "sorl.thumbnail.ImageField": _IMAGE,
    "sorl.thumbnail.fields.ImageField": _IMAGE,
    "sortedm2m.fields.SortedManyToManyField": _django("ManyToManyField"),
    "stdimage.StdImageField": _IMAGE,
    "stdimage.models.StdImageField": _IMAGE,
    "timezone_field.TimeZoneField": _django("CharField", max_length=63),
    "timezone_field.fields.TimeZoneField": _django("CharField", max_length=63),
    "tinymce.models.HTMLField": _TEXT,
    "versatileimagefield.fields.VersatileImageField": _IMAGE,
    "wagtail.fields.RichTextField": _TEXT,
    "wagtail.fields.StreamField": _django("JSONField"),
}
WITHOUT_COLUMN = {
    "django.contrib.contenttypes.fields.GenericForeignKey",
    "django.contrib.contenttypes.fields.GenericRelation",
    "imagekit.models.ImageSpecField",
    "taggit.managers.TaggableManager",
    "model_utils.FieldTracker",
    "model_utils.tracker.FieldTracker",
    "modelcluster.contrib.taggit.ClusterTaggableManager",
}

WITHOUT_COLUMNS = {
    "builtins.object", "abc.ABC", "typing.Generic", "typing.Protocol",
    "django.contrib.auth.mixins.AccessMixin", "django_prometheus.models.ExportModelOperationsMixin",
    "modelcluster.models.ClusterableModel", "wagtail.search.index.Indexed",
    "dirtyfields.DirtyFieldsMixin",
    "django_lifecycle.LifecycleModelMixin", "django_lifecycle.LifecycleModel",
    "model_utils.models.SaveSignalHandlingModel", "rules.contrib.models.RulesModelMixin",
    "rules.contrib.models.RulesModel",
    "computedfields.models.ComputedFieldsModel",
    "solo.models.SingletonModel",

}  # fmt: skip
"""Bases of packages that give a model no column."""
_HEAD = "from django.db import models\n"
_ABSTRACT = "    class Meta:\n        abstract = True\n"


def _base(name: str, *lines: str, bases: str = "models.Model") -> str:
    body = "".join(f"    {line}\n" for line in lines)
    return f"class {name}({bases}):\n{body}{_ABSTRACT}"


STAND_INS: dict[str, str] = {
    "model_utils.models": _HEAD
    + _base(
        "TimeStampedModel",
        "created = models.DateTimeField()",
        "modified = models.DateTimeField()",
    )
    + _base(
        "TimeFramedModel",
        "start = models.DateTimeField(null=True)",
        "end = models.DateTimeField(null=True)",
    )
    + _base(
        "StatusModel",
        "status = models.CharField(max_length=100)",
        "status_changed = models.DateTimeField()",
    )
    + _base("SoftDeletableModel", "is_removed = models.BooleanField(default=False)")
    + _base("UUIDModel", "id = models.UUIDField(primary_key=True)"),
    "django_extensions.db.models": _HEAD
    + _base(
        "TimeStampedModel",
        "created = models.DateTimeField()",
        "modified = models.DateTimeField()",
    )
    + _base(
        "TitleDescriptionModel",
        "title = models.CharField(max_length=255)",
        "description = models.TextField(null=True)",
    )
    + _base("TitleSlugDescriptionModel", "slug = models.SlugField()", bases="TitleDescriptionModel")
    + _base(
        "ActivatorModel",
        "status = models.IntegerField()",
        "activate_date = models.DateTimeField(null=True)",
        "deactivate_date = models.DateTimeField(null=True)",
    ),
    "mptt.models": _HEAD
    + "TreeForeignKey = models.ForeignKey\n"
    + "TreeManyToManyField = models.ManyToManyField\n"
    + "TreeOneToOneField = models.OneToOneField\n"
    + _base(
        "MPTTModel",
        "lft = models.PositiveIntegerField()",
        "rght = models.PositiveIntegerField()",
        "tree_id = models.PositiveIntegerField(db_index=True)",
        "level = models.PositiveIntegerField()",
    ),
    "treebeard.mp_tree": _HEAD
    + _base(
        "MP_Node",
        "path = models.CharField(max_length=255, unique=True)",
        "depth = models.PositiveIntegerField()",
        "numchild = models.PositiveIntegerField(default=0)",
    ),
    "treebeard.ns_tree": _HEAD
    + _base(
        "NS_Node",
        "lft = models.PositiveIntegerField(db_index=True)",
        "rgt = models.PositiveIntegerField(db_index=True)",
        "tree_id = models.PositiveIntegerField(db_index=True)",
        "depth = models.PositiveIntegerField(db_index=True)",
    ),
    "treebeard.al_tree": _HEAD + _base("AL_Node", "pass"),
    "ordered_model.models": _HEAD
    + _base("OrderedModelBase", "pass")
    + _base(
        "OrderedModel",
        "order = models.PositiveIntegerField(editable=False, db_index=True)",
        bases="OrderedModelBase",
    ),
    "polymorphic.models": _HEAD
    + _base(
        "PolymorphicModel",
        "polymorphic_ctype = models.ForeignKey('contenttypes.ContentType', "
        "on_delete=models.CASCADE, null=True)",
    ),
    "safedelete.models": _HEAD
    + _base("SafeDeleteModel", "deleted = models.DateTimeField(null=True, db_index=True)")
    + "SOFT_DELETE = SOFT_DELETE_CASCADE = HARD_DELETE = NO_DELETE = 0\n",
    "modelcluster.models": _HEAD + _base("ClusterableModel", "pass"),
    "solo.models": _HEAD + _base("SingletonModel", "pass"),
    "taggit.models": _HEAD
    + _base(
        "TagBase",
        "name = models.CharField(max_length=100, unique=True)",
        "slug = models.SlugField(max_length=100, unique=True, allow_unicode=True)",
    )
    + "class Tag(models.Model):\n"
    + "    id = models.AutoField(primary_key=True)\n"
    + "    name = models.CharField(max_length=100, unique=True)\n"
    + "    slug = models.SlugField(max_length=100, unique=True, allow_unicode=True)\n"
    + "    class Meta:\n        app_label = 'taggit'\n"
    + _base("ItemBase", "pass")
    + _base(
        "TaggedItemBase",
        "tag = models.ForeignKey(Tag, on_delete=models.CASCADE)",
        bases="ItemBase",
    ),
}
"""By module: the bases it has."""

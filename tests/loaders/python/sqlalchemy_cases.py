"""Modules of SQLAlchemy models, each in one style or with one feature."""
# ruff: noqa: E501  # models are quoted as people write them

from __future__ import annotations

_HEAD = """from sqlalchemy import *
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship, declared_attr, declarative_base, registry
"""
_BASE = _HEAD + "class Base(DeclarativeBase):\n    pass\n"

CASES: dict[str, str] = {
    "classic": """import sqlalchemy as sa
metadata = sa.MetaData()
users = sa.Table(
    "users", metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("name", sa.String(50), nullable=False, unique=True, index=True),
    sa.Column("score", sa.Numeric(10, 2), server_default="0"),
    sa.Column("born", sa.Date), sa.Column("seen", sa.DateTime(timezone=True), server_default=sa.func.now()),
    sa.Column("bio", sa.Text, comment="what they say"), sa.Column("on", sa.Boolean, default=True),
    comment="people",
)
links = sa.Table("links", metadata,
    sa.Column("a", sa.ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("b", sa.Integer, primary_key=True),
    sa.ForeignKeyConstraint(["b"], ["users.id"], name="to_b", onupdate="CASCADE"),
    sa.CheckConstraint("a <> b", name="not_itself"), sa.UniqueConstraint("b", "a", name="both"))
sa.Index("by_score", users.c.score.desc(), users.c.name)
""",
    "old": _HEAD
    + """Base = declarative_base()
class Mixin:
    id = Column(Integer, primary_key=True)
    @declared_attr
    def __tablename__(cls):
        return cls.__name__.lower()
class User(Mixin, Base):
    name = Column(String(20))
    email = Column("e_mail", String(90), nullable=False)
    addresses = relationship("Address", back_populates="user")
class Address(Mixin, Base):
    user_id = Column(Integer, ForeignKey("user.id"))
    user = relationship(User)
""",
    "mapped": "from __future__ import annotations\n"
    + _BASE
    + """import datetime, decimal, enum, uuid
from typing import Annotated, List, Optional
pk = Annotated[int, mapped_column(primary_key=True)]
name = Annotated[str, mapped_column(String(30), nullable=False)]
class Color(enum.Enum):
    red = "r"
    blue = "b"
class User(Base):
    __tablename__ = "users"
    id: Mapped[pk]
    name: Mapped[name]
    nick: Mapped[Optional[str]] = mapped_column(String(7))
    age: Mapped[int | None] = mapped_column(default=3)
    key: Mapped[uuid.UUID]
    price: Mapped[decimal.Decimal]
    born: Mapped[datetime.date]
    took: Mapped[Optional[datetime.timedelta]]
    color: Mapped[Color]
    raw: Mapped[bytes]
    on: Mapped[bool] = mapped_column(index=True)
    posts: Mapped[List["Post"]] = relationship(back_populates="user")
class Post(Base):
    __tablename__ = "posts"
    __table_args__ = (UniqueConstraint("user_id", "title"), Index("by_title", "title"), {"comment": "said"})
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(20))
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    user: Mapped["User"] = relationship()
""",
    "naming": _HEAD
    + """class Base(DeclarativeBase):
    metadata = MetaData(naming_convention={
        "ix": "ix_%(column_0_label)s", "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s", "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s"})
    type_annotation_map = {str: String(77)}
class A(Base):
    __tablename__ = "a"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True, index=True)
    rank: Mapped[int] = mapped_column(CheckConstraint("rank > 1", name="rank"))
class B(Base):
    __tablename__ = "b"
    id: Mapped[int] = mapped_column(ForeignKey("a.id"), primary_key=True)
""",
    "mixins": _BASE
    + """from datetime import datetime
class Timed:
    created: Mapped[datetime] = mapped_column(server_default=func.now())
    changed = Column(DateTime, onupdate=func.now())
class Owned:
    @declared_attr
    def owner_id(cls) -> Mapped[int]:
        return mapped_column(ForeignKey("owners.id"), index=True)
    @declared_attr
    def owner(cls):
        return relationship("Owner")
class Named(Base):
    __abstract__ = True
    @declared_attr.directive
    def __tablename__(cls) -> str:
        return cls.__name__.lower() + "s"
    id: Mapped[int] = mapped_column(primary_key=True)
class Owner(Timed, Named):
    pass
class Thing(Owned, Timed, Named):
    size: Mapped[float]
""",
    "annotated in part": _BASE
    + """class User(Base):
    __tablename__ = "users"
    id = mapped_column(Integer, primary_key=True)
    name: Mapped[str] = mapped_column(String(64))
    plain = Column(Integer)
    born: Mapped[int]
    @declared_attr
    def created_by(self) -> Column:
        return Column(Integer, ForeignKey("users.id"), nullable=True)
    @declared_attr
    def changed_by(self) -> Column:
        return Column(Integer, ForeignKey("users.id"), nullable=True)
    @declared_attr
    def seen_by(self) -> Column:
        return Column(Integer, ForeignKey("users.id"), nullable=True)
""",
    "inheritance": _BASE
    + """class Person(Base):
    __tablename__ = "person"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(9))
    __mapper_args__ = {"polymorphic_on": "kind", "polymorphic_identity": "person"}
class Worker(Person):
    salary: Mapped[int] = mapped_column(nullable=True)
    __mapper_args__ = {"polymorphic_identity": "worker"}
class Boss(Person):
    __tablename__ = "boss"
    id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    car: Mapped[str] = mapped_column(String(5))
    __mapper_args__ = {"polymorphic_identity": "boss"}
""",
    "columns": _BASE
    + """SIZE = 2 * 20
def stamp(**more):
    return Column(DateTime, nullable=False, **more)
class Thing(Base):
    __tablename__ = "things_" + str(SIZE)
    id = Column(BigInteger, Identity(start=5, always=True), primary_key=True)
    a = Column(String(SIZE), server_default=text("'x'"))
    b = Column(Integer, Computed("id * 2", persisted=True))
    c = stamp(server_default=func.current_timestamp())
    d = Column(SmallInteger, CheckConstraint("d > 0"))
    e = Column(Float, nullable=False, server_default="1.5")
    f = Column(JSON)
    g = Column(LargeBinary)
    h = Column(Enum("x", "y", name="letters"))
    i = Column(Interval)
    j = Column(Unicode(9), unique=True)
    k = Column(Text().with_variant(String(50), "mysql"))
    me = Column(ForeignKey("things_40.id", name="to_me", use_alter=True))
Index("partial", Thing.a, func.lower(Thing.j), unique=True)
""".replace('__tablename__ = "things_" + str(SIZE)', '__tablename__ = f"things_{SIZE}"'),
    "registries": _HEAD
    + """mapper_registry = registry()
@mapper_registry.mapped
class User:
    __tablename__ = "users"
    id = Column(Integer, primary_key=True)
    name = Column(String(3))
Base = mapper_registry.generate_base()
class Other(Base):
    __table__ = Table("others", mapper_registry.metadata, Column("id", Integer, primary_key=True), Column("user", ForeignKey("users.id")))
""",
    "decorated": _BASE
    + """from sqlalchemy.types import TypeDecorator
class Hex(TypeDecorator):
    impl = String(32)
    cache_ok = True
    def process_bind_param(self, value, dialect):
        return value.hex()
class Thing(Base):
    __tablename__ = "thing"
    id = Column(Hex, primary_key=True)
    other = Column(Hex(), nullable=False)
    __table_args__ = {"mysql_engine": "InnoDB"}
""",
}
"""By name: one module."""

POSTGRES_CASES: dict[str, str] = {
    "postgres": _BASE
    + """from sqlalchemy.dialects import postgresql as pg
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, UUID, ExcludeConstraint, TSRANGE, INET
class Thing(Base):
    __tablename__ = "things"
    __table_args__ = (
        Index("by_data", "data", postgresql_using="gin"),
        Index("live", "name", postgresql_where=text("name IS NOT NULL"), postgresql_include=["tags"]),
        ExcludeConstraint(("during", "&&"), name="no_overlap", using="gist"),
        {"schema": "shop"},
    )
    id = Column(UUID(as_uuid=True), primary_key=True, server_default=text("gen_random_uuid()"))
    data = Column(JSONB, nullable=False, server_default=text("'{}'::jsonb"))
    name = Column(pg.CITEXT)
    tags = Column(ARRAY(String(5), dimensions=2))
    during = Column(TSRANGE)
    address = Column(INET)
    kind = Column(pg.ENUM("a", "b", name="thing_kind"))
    other = Column(ForeignKey("shop.things.id", deferrable=True, initially="DEFERRED"))
""",
}

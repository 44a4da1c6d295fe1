"""Facts about reading Prisma schemas: each is the value that the SQL of `prisma migrate` gives."""

from __future__ import annotations

import pytest

from erdapp.loaders.base import Loaded, LoadOptions, Severity, SourceError, SourceFile
from erdapp.loaders.prisma import load_prisma
from erdapp.loaders.prisma.names import given_name
from erdapp.loaders.sql import load_sql
from erdapp.schema import Dialect, Schema


def read(text: str, provider: str = "") -> Loaded:
    head = f'datasource db {{\n  provider = "{provider}"\n}}\n' if provider else ""
    return load_prisma([SourceFile("schema.prisma", head + text)])


def from_sql(text: str, dialect: Dialect) -> Schema:
    return load_sql([SourceFile("migration.sql", text)], LoadOptions(dialect=dialect)).schema


BLOG = """
/// People who write
model User {
  id      Int      @id @default(autoincrement())
  email   String   @unique
  name    String?
  role    Role     @default(USER)
  posts   Post[]
  profile Profile?
}

model Profile {
  id     Int    @id @default(autoincrement())
  bio    String
  user   User   @relation(fields: [userId], references: [id])
  userId Int    @unique
}

model Post {
  id         Int        @id @default(autoincrement())
  createdAt  DateTime   @default(now())
  updatedAt  DateTime   @updatedAt
  title      String     @map("the_title")
  published  Boolean    @default(false)
  author     User?      @relation(fields: [authorId], references: [id])
  authorId   Int?
  categories Category[]

  @@index([authorId, title(sort: Desc)])
  @@map("posts")
}

model Category {
  id    Int    @id @default(autoincrement())
  name  String
  posts Post[]
}
"""
ROLE = 'enum Role {\n  USER\n  ADMIN @map("admin")\n}\n'

BLOG_SQL = {
    "postgresql": (
        Dialect.POSTGRES,
        """
CREATE TYPE "Role" AS ENUM ('USER', 'admin');
CREATE TABLE "User" (
    "id" SERIAL NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT,
    "role" "Role" NOT NULL DEFAULT 'USER',
    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "Profile" (
    "id" SERIAL NOT NULL,
    "bio" TEXT NOT NULL,
    "userId" INTEGER NOT NULL,
    CONSTRAINT "Profile_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "posts" (
    "id" SERIAL NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,
    "the_title" TEXT NOT NULL,
    "published" BOOLEAN NOT NULL DEFAULT false,
    "authorId" INTEGER,
    CONSTRAINT "posts_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "Category" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    CONSTRAINT "Category_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "_CategoryToPost" (
    "A" INTEGER NOT NULL,
    "B" INTEGER NOT NULL,
    CONSTRAINT "_CategoryToPost_AB_pkey" PRIMARY KEY ("A","B")
);
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");
CREATE UNIQUE INDEX "Profile_userId_key" ON "Profile"("userId");
CREATE INDEX "posts_authorId_the_title_idx" ON "posts"("authorId", "the_title" DESC);
CREATE INDEX "_CategoryToPost_B_index" ON "_CategoryToPost"("B");
ALTER TABLE "Profile" ADD CONSTRAINT "Profile_userId_fkey" FOREIGN KEY ("userId")
  REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "posts" ADD CONSTRAINT "posts_authorId_fkey" FOREIGN KEY ("authorId")
  REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "_CategoryToPost" ADD CONSTRAINT "_CategoryToPost_A_fkey" FOREIGN KEY ("A")
  REFERENCES "Category"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "_CategoryToPost" ADD CONSTRAINT "_CategoryToPost_B_fkey" FOREIGN KEY ("B")
  REFERENCES "posts"("id") ON DELETE CASCADE ON UPDATE CASCADE;
""",
    ),
    "mysql": (
        Dialect.MYSQL,
        """
CREATE TABLE `User` (
    `id` INTEGER NOT NULL AUTO_INCREMENT,
    `email` VARCHAR(191) NOT NULL,
    `name` VARCHAR(191) NULL,
    `role` ENUM('USER', 'admin') NOT NULL DEFAULT 'USER',
    UNIQUE INDEX `User_email_key`(`email`),
    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
CREATE TABLE `Profile` (
    `id` INTEGER NOT NULL AUTO_INCREMENT,
    `bio` VARCHAR(191) NOT NULL,
    `userId` INTEGER NOT NULL,
    UNIQUE INDEX `Profile_userId_key`(`userId`),
    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
CREATE TABLE `posts` (
    `id` INTEGER NOT NULL AUTO_INCREMENT,
    `createdAt` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    `updatedAt` DATETIME(3) NOT NULL,
    `the_title` VARCHAR(191) NOT NULL,
    `published` BOOLEAN NOT NULL DEFAULT false,
    `authorId` INTEGER NULL,
    INDEX `posts_authorId_the_title_idx`(`authorId`, `the_title` DESC),
    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
CREATE TABLE `Category` (
    `id` INTEGER NOT NULL AUTO_INCREMENT,
    `name` VARCHAR(191) NOT NULL,
    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
CREATE TABLE `_CategoryToPost` (
    `A` INTEGER NOT NULL,
    `B` INTEGER NOT NULL,
    UNIQUE INDEX `_CategoryToPost_AB_unique`(`A`, `B`),
    INDEX `_CategoryToPost_B_index`(`B`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
ALTER TABLE `Profile` ADD CONSTRAINT `Profile_userId_fkey` FOREIGN KEY (`userId`)
  REFERENCES `User`(`id`) ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE `posts` ADD CONSTRAINT `posts_authorId_fkey` FOREIGN KEY (`authorId`)
  REFERENCES `User`(`id`) ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE `_CategoryToPost` ADD CONSTRAINT `_CategoryToPost_A_fkey` FOREIGN KEY (`A`)
  REFERENCES `Category`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE `_CategoryToPost` ADD CONSTRAINT `_CategoryToPost_B_fkey` FOREIGN KEY (`B`)
  REFERENCES `posts`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;
""",
    ),
    "sqlite": (
        Dialect.SQLITE,
        """
CREATE TABLE "User" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "email" TEXT NOT NULL,
    "name" TEXT,
    "role" TEXT NOT NULL DEFAULT 'USER'
);
CREATE TABLE "Profile" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "bio" TEXT NOT NULL,
    "userId" INTEGER NOT NULL,
    CONSTRAINT "Profile_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id")
      ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE TABLE "posts" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL,
    "the_title" TEXT NOT NULL,
    "published" BOOLEAN NOT NULL DEFAULT false,
    "authorId" INTEGER,
    CONSTRAINT "posts_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "User" ("id")
      ON DELETE SET NULL ON UPDATE CASCADE
);
CREATE TABLE "Category" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "name" TEXT NOT NULL
);
CREATE TABLE "_CategoryToPost" (
    "A" INTEGER NOT NULL,
    "B" INTEGER NOT NULL,
    CONSTRAINT "_CategoryToPost_A_fkey" FOREIGN KEY ("A") REFERENCES "Category" ("id")
      ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "_CategoryToPost_B_fkey" FOREIGN KEY ("B") REFERENCES "posts" ("id")
      ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");
CREATE UNIQUE INDEX "Profile_userId_key" ON "Profile"("userId");
CREATE INDEX "posts_authorId_the_title_idx" ON "posts"("authorId", "the_title" DESC);
CREATE UNIQUE INDEX "_CategoryToPost_AB_unique" ON "_CategoryToPost"("A", "B");
CREATE INDEX "_CategoryToPost_B_index" ON "_CategoryToPost"("B");
""",
    ),
}


@pytest.mark.parametrize("provider", BLOG_SQL)
def test_a_blog_is_what_prisma_migrate_makes_of_it(provider: str):
    dialect, sql = BLOG_SQL[provider]
    loaded = read(BLOG + ROLE, provider)
    assert loaded.problems == ()
    assert loaded.schema == from_sql(sql, dialect)


def test_sql_server_names_its_defaults_and_unique_constraints():
    text = """
model User {
  id     Int     @id @default(autoincrement())
  email  String  @unique
  ok     Boolean @default(true)
  boss   User?   @relation("staff", fields: [bossId], references: [id],
                           onDelete: NoAction, onUpdate: NoAction)
  bossId Int?
  staff  User[]  @relation("staff")
}
"""
    sql = """
CREATE TABLE [dbo].[User] (
    [id] INT NOT NULL IDENTITY(1,1),
    [email] NVARCHAR(1000) NOT NULL,
    [ok] BIT NOT NULL CONSTRAINT [User_ok_df] DEFAULT 1,
    [bossId] INT,
    CONSTRAINT [User_pkey] PRIMARY KEY CLUSTERED ([id]),
    CONSTRAINT [User_email_key] UNIQUE NONCLUSTERED ([email])
);
ALTER TABLE [dbo].[User] ADD CONSTRAINT [User_bossId_fkey] FOREIGN KEY ([bossId])
  REFERENCES [dbo].[User]([id]) ON DELETE NO ACTION ON UPDATE NO ACTION;
"""
    loaded = read(text, "sqlserver")
    assert loaded.problems == ()
    assert loaded.schema == from_sql(sql, Dialect.MSSQL)


def test_native_types_defaults_and_indexes_of_postgres():
    text = """
datasource db {
  provider   = "postgresql"
  url        = env("DATABASE_URL")
  schemas    = ["app", "public"]
  extensions = [citext, gen(map: "pgcrypto")]
}
model Thing {
  id    String   @id @default(dbgenerated("gen_random_uuid()")) @db.Uuid
  key   String   @default(cuid())
  at    DateTime @default(now()) @db.Timestamptz(6)
  price Decimal? @db.Decimal(10, 2)
  tags  String[] @default(["a"])
  meta  Json     @default("{}")
  place Unsupported("point")?
  small Int      @db.SmallInt @ignore
  big   BigInt   @default(autoincrement())
  ratio Float

  @@unique([key, small], map: "thing_once")
  @@index([meta(ops: JsonbPathOps)], type: Gin)
  @@index([key(ops: raw("text_pattern_ops"))], map: "by_key")
  @@map("things")
  @@schema("app")
}
model Both {
  a Int
  b Int
  @@id([a, b])
  @@schema("public")
}
"""
    sql = """
CREATE SCHEMA app;
CREATE EXTENSION citext;
CREATE EXTENSION pgcrypto;
CREATE TABLE app.things (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  key text NOT NULL,
  at timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  price decimal(10, 2),
  tags text[] DEFAULT ARRAY['a']::text[],
  meta jsonb NOT NULL DEFAULT '{}',
  place point,
  small smallint NOT NULL,
  big bigserial NOT NULL,
  ratio double precision NOT NULL,
  CONSTRAINT things_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX thing_once ON app.things (key, small);
CREATE INDEX things_meta_idx ON app.things USING gin (meta jsonb_path_ops);
CREATE INDEX by_key ON app.things (key text_pattern_ops);
CREATE TABLE "Both" (a int NOT NULL, b int NOT NULL, CONSTRAINT "Both_pkey" PRIMARY KEY (a, b));
"""
    loaded = read(text)
    assert loaded.problems == ()
    assert loaded.schema == from_sql(sql, Dialect.POSTGRES)


def test_a_required_column_restricts_also_where_the_relation_says_it_is_optional():
    text = """
model Parent {
  a Int
  b Int
  children Child[]
  @@id([a, b])
}
model Child {
  id Int @id
  a  Int
  b  Int?
  parent Parent? @relation(fields: [a, b], references: [a, b])
}
"""
    [key] = read(text, "postgresql").schema.table("Child").foreign_keys
    assert (key.on_delete, key.on_update) == ("restrict", "cascade")


BYTES_AND_MOMENTS = """
model Thing {
  id Int      @id
  k  Bytes    @default("aGVsbG8=")
  m  DateTime @default("2020-01-01T10:00:00Z")
  n  DateTime @default("2020-01-01T10:00:00.500+02:00")
}
"""
WRITTEN = {
    "postgresql": r"""CREATE TABLE "Thing" (
    "id" INTEGER NOT NULL,
    "k" BYTEA NOT NULL DEFAULT '\x68656c6c6f',
    "m" TIMESTAMP(3) NOT NULL DEFAULT '2020-01-01 10:00:00 +00:00',
    "n" TIMESTAMP(3) NOT NULL DEFAULT '2020-01-01 10:00:00.500 +02:00',
    CONSTRAINT "Thing_pkey" PRIMARY KEY ("id")
);""",
    "sqlite": """CREATE TABLE "Thing" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "k" BLOB NOT NULL DEFAULT '68656c6c6f',
    "m" DATETIME NOT NULL DEFAULT '2020-01-01 10:00:00 +00:00',
    "n" DATETIME NOT NULL DEFAULT '2020-01-01 10:00:00.500 +02:00'
);""",
}


@pytest.mark.parametrize("provider", WRITTEN)
def test_bytes_and_moments_are_written_as_the_engine_writes_them(provider: str):
    loaded = read(BYTES_AND_MOMENTS, provider)
    assert loaded.problems == ()
    assert loaded.schema == from_sql(WRITTEN[provider], loaded.schema.dialect)


def test_only_integers_count_in_a_key_of_sqlite():
    text = "model A {\n  id BigInt @id @default(autoincrement())\n}\nmodel B {\n  id Int @id\n}\n"
    schema = read(text, "sqlite").schema
    assert schema.table("A").column("id").auto_increment is False
    assert schema.table("B").column("id").auto_increment is True


def test_an_extension_may_say_its_schema_and_version():
    text = """datasource db {
  provider   = "postgresql"
  extensions = [pgcrypto, uuid_ossp(map: "uuid-ossp", schema: "tools", version: "1.1")]
}
model M {
  id Int @id
}
"""
    sql = """CREATE EXTENSION pgcrypto;
CREATE EXTENSION "uuid-ossp" WITH SCHEMA "tools" VERSION "1.1";
CREATE TABLE "M" ("id" INTEGER NOT NULL, CONSTRAINT "M_pkey" PRIMARY KEY ("id"));
"""
    assert read(text).schema == from_sql(sql, Dialect.POSTGRES)


def test_several_files_are_one_schema_and_know_their_places():
    loaded = load_prisma(
        [
            SourceFile("db.prisma", 'datasource db {\n  provider = "postgresql"\n}\n' + ROLE),
            SourceFile("models/blog.prisma", BLOG),
        ]
    )
    assert len(loaded.schema.tables) == 5
    origin = loaded.origins["posts.the_title"]
    assert (origin.file, origin.line) == ("models/blog.prisma", 23)
    assert loaded.origins["_CategoryToPost"].file == "models/blog.prisma"


def test_what_prisma_does_not_create_is_noted():
    text = "view V {\n  id Int\n}\nmodel M {\n  id Int @id\n  x  Nowhere\n}\n"
    loaded = read(text, "cockroachdb")
    assert [(it.severity, it.line) for it in loaded.problems] == [
        (Severity.NOTE, 1),
        (Severity.NOTE, 4),
        (Severity.ERROR, 9),
    ]


def test_names_too_long_for_the_database_are_cut_before_their_suffix():
    name = given_name("T" * 40, ["c" * 40], "fkey", Dialect.POSTGRES)
    assert len(name) == 63
    assert name.endswith("c_fkey")
    assert len(given_name("T" * 40, ["c" * 40], "idx", Dialect.MYSQL)) == 64


def test_without_foreign_keys_where_prisma_keeps_the_relations():
    text = 'datasource db {\n  provider = "mysql"\n  relationMode = "prisma"\n}\n' + BLOG + ROLE
    assert not any(table.foreign_keys for table in read(text).schema.tables)


HOSTILE = {
    "nothing": "",
    "an open model": "model M {\n  id Int @id",
    "an open string": 'model M {\n  id Int @map("x\n}',
    "deep lists": "model M {\n  id Int @default(" + "[" * 50_000,
    "deep calls": "model M {\n  id Int @default(" + "a(" * 50_000,
    "another language": "CREATE TABLE t (id int);",
    "no such field": "model M {\n  id Int @id\n  @@index([nothing])\n}\n",
    "no fields": "model M {\n  id Int @id\n  @@index([])\n}\n",
    "a document store": 'datasource db {\n  provider = "mongodb"\n}\nmodel M {\n  id Int @id\n}',
    "an open comment": "/*" * 50_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_schema_is_one_error(name: str):
    with pytest.raises(SourceError):
        read(HOSTILE[name])


def test_names_are_only_names():
    text = 'model M {\n  id Int @id @map("x\\"; DROP TABLE y; --")\n  @@map("a\\"b`c]d\'e")\n}\n'
    for provider in ("postgresql", "mysql", "sqlite", "sqlserver"):
        [table] = read(text, provider).schema.tables
        assert (table.name, table.columns[0].name) == ("a\"b`c]d'e", 'x"; DROP TABLE y; --')

-- Create enum type "e 'single' /* c */ -- d"
CREATE TYPE "e 'single' /* c */ -- d" AS ENUM ('''single'' /* c */ -- d');
-- Set comment to enum: "e 'single' /* c */ -- d"
COMMENT ON TYPE "e 'single' /* c */ -- d" IS '''single'' /* c */ -- d';
-- Create enum type "e 1"
CREATE TYPE "e 1" AS ENUM ('1');
-- Set comment to enum: "e 1"
COMMENT ON TYPE "e 1" IS '1';
-- Create enum type "e 50% ${a} %{b}"
CREATE TYPE "e 50% ${a} %{b}" AS ENUM ('50% ${a} %{b}');
-- Set comment to enum: "e 50% ${a} %{b}"
COMMENT ON TYPE "e 50% ${a} %{b}" IS '50% ${a} %{b}';
-- Create enum type "e <script>alert(1)</script>"
CREATE TYPE "e <script>alert(1)</script>" AS ENUM ('<script>alert(1)</script>');
-- Set comment to enum: "e <script>alert(1)</script>"
COMMENT ON TYPE "e <script>alert(1)</script>" IS '<script>alert(1)</script>';
-- Create enum type "e PK"
CREATE TYPE "e PK" AS ENUM ('PK');
-- Set comment to enum: "e PK"
COMMENT ON TYPE "e PK" IS 'PK';
-- Create enum type "e [b](javascript:x) *bold* __u__"
CREATE TYPE "e [b](javascript:x) *bold* __u__" AS ENUM ('[b](javascript:x) *bold* __u__');
-- Set comment to enum: "e [b](javascript:x) *bold* __u__"
COMMENT ON TYPE "e [b](javascript:x) *bold* __u__" IS '[b](javascript:x) *bold* __u__';
-- Create enum type "e a"b`c]d"
CREATE TYPE "e a""b`c]d" AS ENUM ('a"b`c]d');
-- Set comment to enum: "e a"b`c]d"
COMMENT ON TYPE "e a""b`c]d" IS 'a"b`c]d';
-- Create enum type "e emoji 🦊 ñ"
CREATE TYPE "e emoji 🦊 ñ" AS ENUM ('emoji 🦊 ñ');
-- Set comment to enum: "e emoji 🦊 ñ"
COMMENT ON TYPE "e emoji 🦊 ñ" IS 'emoji 🦊 ñ';
-- Create enum type "e line break"
CREATE TYPE "e line
break" AS ENUM ('line
break');
-- Set comment to enum: "e line break"
COMMENT ON TYPE "e line
break" IS 'line
break';
-- Create enum type "e to"
CREATE TYPE "e to" AS ENUM ('to');
-- Set comment to enum: "e to"
COMMENT ON TYPE "e to" IS 'to';
-- Create enum type "e x | y \ z"
CREATE TYPE "e x | y \ z" AS ENUM ('x | y \ z');
-- Set comment to enum: "e x | y \ z"
COMMENT ON TYPE "e x | y \ z" IS 'x | y \ z';
-- Create enum type "e }} end note @enduml"
CREATE TYPE "e }} end note @enduml" AS ENUM ('}} end note @enduml');
-- Set comment to enum: "e }} end note @enduml"
COMMENT ON TYPE "e }} end note @enduml" IS '}} end note @enduml';
-- Create "a"b`c]d" table
CREATE TABLE "a""b`c]d" (
  "a""b`c]d" "a""b`c]d" NULL,
  PRIMARY KEY ("a""b`c]d"),
  CONSTRAINT "a""b`c]d" CHECK (x <> 'a"b`c]d')
);
-- Create index "a"b`c]d" to table: "a"b`c]d"
CREATE INDEX "a""b`c]d" ON "a""b`c]d" ("a""b`c]d");
-- Set comment to table: "a"b`c]d"
COMMENT ON TABLE "a""b`c]d" IS 'a"b`c]d';
-- Set comment to column: "a"b`c]d" on table: "a"b`c]d"
COMMENT ON COLUMN "a""b`c]d"."a""b`c]d" IS 'a"b`c]d';
-- Create "<script>alert(1)</script>" table
CREATE TABLE "<script>alert(1)</script>" (
  "<script>alert(1)</script>" "<script>alert(1)</script>" NULL,
  PRIMARY KEY ("<script>alert(1)</script>"),
  CONSTRAINT "<script>alert(1)</script>" CHECK (x <> '<script>alert(1)</script>'),
  CONSTRAINT "<script>alert(1)</script>" FOREIGN KEY ("<script>alert(1)</script>") REFERENCES "a""b`c]d" ("a""b`c]d")
);
-- Create index "<script>alert(1)</script>" to table: "<script>alert(1)</script>"
CREATE INDEX "<script>alert(1)</script>" ON "<script>alert(1)</script>" ("<script>alert(1)</script>");
-- Set comment to table: "<script>alert(1)</script>"
COMMENT ON TABLE "<script>alert(1)</script>" IS '<script>alert(1)</script>';
-- Set comment to column: "<script>alert(1)</script>" on table: "<script>alert(1)</script>"
COMMENT ON COLUMN "<script>alert(1)</script>"."<script>alert(1)</script>" IS '<script>alert(1)</script>';
-- Create "x | y \ z" table
CREATE TABLE "x | y \ z" (
  "x | y \ z" "x | y \ z" NULL,
  PRIMARY KEY ("x | y \ z"),
  CONSTRAINT "x | y \ z" CHECK (x <> 'x | y \ z'),
  CONSTRAINT "x | y \ z" FOREIGN KEY ("x | y \ z") REFERENCES "<script>alert(1)</script>" ("<script>alert(1)</script>")
);
-- Create index "x | y \ z" to table: "x | y \ z"
CREATE INDEX "x | y \ z" ON "x | y \ z" ("x | y \ z");
-- Set comment to table: "x | y \ z"
COMMENT ON TABLE "x | y \ z" IS 'x | y \ z';
-- Set comment to column: "x | y \ z" on table: "x | y \ z"
COMMENT ON COLUMN "x | y \ z"."x | y \ z" IS 'x | y \ z';
-- Create "50% ${a} %{b}" table
CREATE TABLE "50% ${a} %{b}" (
  "50% ${a} %{b}" "50% ${a} %{b}" NULL,
  PRIMARY KEY ("50% ${a} %{b}"),
  CONSTRAINT "50% ${a} %{b}" CHECK (x <> '50% ${a} %{b}'),
  CONSTRAINT "50% ${a} %{b}" FOREIGN KEY ("50% ${a} %{b}") REFERENCES "x | y \ z" ("x | y \ z")
);
-- Create index "50% ${a} %{b}" to table: "50% ${a} %{b}"
CREATE INDEX "50% ${a} %{b}" ON "50% ${a} %{b}" ("50% ${a} %{b}");
-- Set comment to table: "50% ${a} %{b}"
COMMENT ON TABLE "50% ${a} %{b}" IS '50% ${a} %{b}';
-- Set comment to column: "50% ${a} %{b}" on table: "50% ${a} %{b}"
COMMENT ON COLUMN "50% ${a} %{b}"."50% ${a} %{b}" IS '50% ${a} %{b}';
-- Create "line break" table
CREATE TABLE "line
break" (
  "line
break" "line
break" NULL,
  PRIMARY KEY ("line
break"),
  CONSTRAINT "line
break" CHECK (x <> 'line
break'),
  CONSTRAINT "line
break" FOREIGN KEY ("line
break") REFERENCES "50% ${a} %{b}" ("50% ${a} %{b}")
);
-- Create index "line break" to table: "line break"
CREATE INDEX "line
break" ON "line
break" ("line
break");
-- Set comment to table: "line break"
COMMENT ON TABLE "line
break" IS 'line
break';
-- Set comment to column: "line break" on table: "line break"
COMMENT ON COLUMN "line
break"."line
break" IS 'line
break';
-- Create "}} end note @enduml" table
CREATE TABLE "}} end note @enduml" (
  "}} end note @enduml" "}} end note @enduml" NULL,
  PRIMARY KEY ("}} end note @enduml"),
  CONSTRAINT "}} end note @enduml" CHECK (x <> '}} end note @enduml'),
  CONSTRAINT "}} end note @enduml" FOREIGN KEY ("}} end note @enduml") REFERENCES "line
break" ("line
break")
);
-- Create index "}} end note @enduml" to table: "}} end note @enduml"
CREATE INDEX "}} end note @enduml" ON "}} end note @enduml" ("}} end note @enduml");
-- Set comment to table: "}} end note @enduml"
COMMENT ON TABLE "}} end note @enduml" IS '}} end note @enduml';
-- Set comment to column: "}} end note @enduml" on table: "}} end note @enduml"
COMMENT ON COLUMN "}} end note @enduml"."}} end note @enduml" IS '}} end note @enduml';
-- Create "emoji 🦊 ñ" table
CREATE TABLE "emoji 🦊 ñ" (
  "emoji 🦊 ñ" "emoji 🦊 ñ" NULL,
  PRIMARY KEY ("emoji 🦊 ñ"),
  CONSTRAINT "emoji 🦊 ñ" CHECK (x <> 'emoji 🦊 ñ'),
  CONSTRAINT "emoji 🦊 ñ" FOREIGN KEY ("emoji 🦊 ñ") REFERENCES "}} end note @enduml" ("}} end note @enduml")
);
-- Create index "emoji 🦊 ñ" to table: "emoji 🦊 ñ"
CREATE INDEX "emoji 🦊 ñ" ON "emoji 🦊 ñ" ("emoji 🦊 ñ");
-- Set comment to table: "emoji 🦊 ñ"
COMMENT ON TABLE "emoji 🦊 ñ" IS 'emoji 🦊 ñ';
-- Set comment to column: "emoji 🦊 ñ" on table: "emoji 🦊 ñ"
COMMENT ON COLUMN "emoji 🦊 ñ"."emoji 🦊 ñ" IS 'emoji 🦊 ñ';
-- Create "'single' /* c */ -- d" table
CREATE TABLE "'single' /* c */ -- d" (
  "'single' /* c */ -- d" "'single' /* c */ -- d" NULL,
  PRIMARY KEY ("'single' /* c */ -- d"),
  CONSTRAINT "'single' /* c */ -- d" CHECK (x <> ''single' /* c */ -- d'),
  CONSTRAINT "'single' /* c */ -- d" FOREIGN KEY ("'single' /* c */ -- d") REFERENCES "emoji 🦊 ñ" ("emoji 🦊 ñ")
);
-- Create index "'single' /* c */ -- d" to table: "'single' /* c */ -- d"
CREATE INDEX "'single' /* c */ -- d" ON "'single' /* c */ -- d" ("'single' /* c */ -- d");
-- Set comment to table: "'single' /* c */ -- d"
COMMENT ON TABLE "'single' /* c */ -- d" IS '''single'' /* c */ -- d';
-- Set comment to column: "'single' /* c */ -- d" on table: "'single' /* c */ -- d"
COMMENT ON COLUMN "'single' /* c */ -- d"."'single' /* c */ -- d" IS '''single'' /* c */ -- d';
-- Create "1" table
CREATE TABLE "1" (
  "1" "1" NULL,
  PRIMARY KEY ("1"),
  CONSTRAINT "1" CHECK (x <> '1'),
  CONSTRAINT "1" FOREIGN KEY ("1") REFERENCES "'single' /* c */ -- d" ("'single' /* c */ -- d")
);
-- Create index "1" to table: "1"
CREATE INDEX "1" ON "1" ("1");
-- Set comment to table: "1"
COMMENT ON TABLE "1" IS '1';
-- Set comment to column: "1" on table: "1"
COMMENT ON COLUMN "1"."1" IS '1';
-- Create "PK" table
CREATE TABLE "PK" (
  "PK" "PK" NULL,
  PRIMARY KEY ("PK"),
  CONSTRAINT "PK" CHECK (x <> 'PK'),
  CONSTRAINT "PK" FOREIGN KEY ("PK") REFERENCES "1" ("1")
);
-- Create index "PK" to table: "PK"
CREATE INDEX "PK" ON "PK" ("PK");
-- Set comment to table: "PK"
COMMENT ON TABLE "PK" IS 'PK';
-- Set comment to column: "PK" on table: "PK"
COMMENT ON COLUMN "PK"."PK" IS 'PK';
-- Create "to" table
CREATE TABLE "to" (
  "to" "to" NULL,
  PRIMARY KEY ("to"),
  CONSTRAINT "to" CHECK (x <> 'to'),
  CONSTRAINT "to" FOREIGN KEY ("to") REFERENCES "PK" ("PK")
);
-- Create index "to" to table: "to"
CREATE INDEX "to" ON "to" ("to");
-- Set comment to table: "to"
COMMENT ON TABLE "to" IS 'to';
-- Set comment to column: "to" on table: "to"
COMMENT ON COLUMN "to"."to" IS 'to';
-- Create "[b](javascript:x) *bold* __u__" table
CREATE TABLE "[b](javascript:x) *bold* __u__" (
  "[b](javascript:x) *bold* __u__" "[b](javascript:x) *bold* __u__" NULL,
  PRIMARY KEY ("[b](javascript:x) *bold* __u__"),
  CONSTRAINT "[b](javascript:x) *bold* __u__" CHECK (x <> '[b](javascript:x) *bold* __u__'),
  CONSTRAINT "[b](javascript:x) *bold* __u__" FOREIGN KEY ("[b](javascript:x) *bold* __u__") REFERENCES "to" ("to")
);
-- Create index "[b](javascript:x) *bold* __u__" to table: "[b](javascript:x) *bold* __u__"
CREATE INDEX "[b](javascript:x) *bold* __u__" ON "[b](javascript:x) *bold* __u__" ("[b](javascript:x) *bold* __u__");
-- Set comment to table: "[b](javascript:x) *bold* __u__"
COMMENT ON TABLE "[b](javascript:x) *bold* __u__" IS '[b](javascript:x) *bold* __u__';
-- Set comment to column: "[b](javascript:x) *bold* __u__" on table: "[b](javascript:x) *bold* __u__"
COMMENT ON COLUMN "[b](javascript:x) *bold* __u__"."[b](javascript:x) *bold* __u__" IS '[b](javascript:x) *bold* __u__';

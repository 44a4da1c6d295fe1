table "a\"b`c]d" {
  schema  = schema.public
  comment = "a\"b`c]d"
  column "a\"b`c]d" {
    null    = true
    type    = sql("\"a\"\"b`c]d\"")
    comment = "a\"b`c]d"
  }
  primary_key {
    columns = [column["a\"b`c]d"]]
  }
  index "a\"b`c]d" {
    columns = [column["a\"b`c]d"]]
  }
  check "a\"b`c]d" {
    expr = "x <> 'a\"b`c]d'"
  }
}
table "<script>alert(1)</script>" {
  schema  = schema.public
  comment = "<script>alert(1)</script>"
  column "<script>alert(1)</script>" {
    null    = true
    type    = sql("\"<script>alert(1)</script>\"")
    comment = "<script>alert(1)</script>"
  }
  primary_key {
    columns = [column["<script>alert(1)</script>"]]
  }
  foreign_key "<script>alert(1)</script>" {
    columns     = [column["<script>alert(1)</script>"]]
    ref_columns = [table["a\"b`c]d"].column["a\"b`c]d"]]
    on_update   = NO_ACTION
    on_delete   = NO_ACTION
  }
  index "<script>alert(1)</script>" {
    columns = [column["<script>alert(1)</script>"]]
  }
  check "<script>alert(1)</script>" {
    expr = "x <> '<script>alert(1)</script>'"
  }
}
table "x | y \\ z" {
  schema  = schema.public
  comment = "x | y \\ z"
  column "x | y \\ z" {
    null    = true
    type    = sql("\"x | y \\ z\"")
    comment = "x | y \\ z"
  }
  primary_key {
    columns = [column["x | y \\ z"]]
  }
  foreign_key "x | y \\ z" {
    columns     = [column["x | y \\ z"]]
    ref_columns = [table["<script>alert(1)</script>"].column["<script>alert(1)</script>"]]
    on_update   = NO_ACTION
    on_delete   = NO_ACTION
  }
  index "x | y \\ z" {
    columns = [column["x | y \\ z"]]
  }
  check "x | y \\ z" {
    expr = "x <> 'x | y \\ z'"
  }
}
table "50% $${a} %%{b}" {
  schema  = schema.public
  comment = "50% $${a} %%{b}"
  column "50% $${a} %%{b}" {
    null    = true
    type    = sql("\"50% $${a} %%{b}\"")
    comment = "50% $${a} %%{b}"
  }
  primary_key {
    columns = [column["50% $${a} %%{b}"]]
  }
  foreign_key "50% $${a} %%{b}" {
    columns     = [column["50% $${a} %%{b}"]]
    ref_columns = [table["x | y \\ z"].column["x | y \\ z"]]
    on_update   = NO_ACTION
    on_delete   = NO_ACTION
  }
  index "50% $${a} %%{b}" {
    columns = [column["50% $${a} %%{b}"]]
  }
  check "50% $${a} %%{b}" {
    expr = "x <> '50% $${a} %%{b}'"
  }
}
table "line\nbreak" {
  schema  = schema.public
  comment = "line\nbreak"
  column "line\nbreak" {
    null    = true
    type    = sql("\"line\nbreak\"")
    comment = "line\nbreak"
  }
  primary_key {
    columns = [column["line\nbreak"]]
  }
  foreign_key "line\nbreak" {
    columns     = [column["line\nbreak"]]
    ref_columns = [table["50% $${a} %%{b}"].column["50% $${a} %%{b}"]]
    on_update   = NO_ACTION
    on_delete   = NO_ACTION
  }
  index "line\nbreak" {
    columns = [column["line\nbreak"]]
  }
  check "line\nbreak" {
    expr = "x <> 'line\nbreak'"
  }
}
table "}} end note @enduml" {
  schema  = schema.public
  comment = "}} end note @enduml"
  column "}} end note @enduml" {
    null    = true
    type    = sql("\"}} end note @enduml\"")
    comment = "}} end note @enduml"
  }
  primary_key {
    columns = [column["}} end note @enduml"]]
  }
  foreign_key "}} end note @enduml" {
    columns     = [column["}} end note @enduml"]]
    ref_columns = [table["line\nbreak"].column["line\nbreak"]]
    on_update   = NO_ACTION
    on_delete   = NO_ACTION
  }
  index "}} end note @enduml" {
    columns = [column["}} end note @enduml"]]
  }
  check "}} end note @enduml" {
    expr = "x <> '}} end note @enduml'"
  }
}
table "emoji 🦊 ñ" {
  schema  = schema.public
  comment = "emoji 🦊 ñ"
  column "emoji 🦊 ñ" {
    null    = true
    type    = sql("\"emoji 🦊 ñ\"")
    comment = "emoji 🦊 ñ"
  }
  primary_key {
    columns = [column["emoji 🦊 ñ"]]
  }
  foreign_key "emoji 🦊 ñ" {
    columns     = [column["emoji 🦊 ñ"]]
    ref_columns = [table["}} end note @enduml"].column["}} end note @enduml"]]
    on_update   = NO_ACTION
    on_delete   = NO_ACTION
  }
  index "emoji 🦊 ñ" {
    columns = [column["emoji 🦊 ñ"]]
  }
  check "emoji 🦊 ñ" {
    expr = "x <> 'emoji 🦊 ñ'"
  }
}
table "'single' /* c */ -- d" {
  schema  = schema.public
  comment = "'single' /* c */ -- d"
  column "'single' /* c */ -- d" {
    null    = true
    type    = sql("\"'single' /* c */ -- d\"")
    comment = "'single' /* c */ -- d"
  }
  primary_key {
    columns = [column["'single' /* c */ -- d"]]
  }
  foreign_key "'single' /* c */ -- d" {
    columns     = [column["'single' /* c */ -- d"]]
    ref_columns = [table["emoji 🦊 ñ"].column["emoji 🦊 ñ"]]
    on_update   = NO_ACTION
    on_delete   = NO_ACTION
  }
  index "'single' /* c */ -- d" {
    columns = [column["'single' /* c */ -- d"]]
  }
  check "'single' /* c */ -- d" {
    expr = "x <> ''single' /* c */ -- d'"
  }
}
table "1" {
  schema  = schema.public
  comment = "1"
  column "1" {
    null    = true
    type    = sql("\"1\"")
    comment = "1"
  }
  primary_key {
    columns = [column["1"]]
  }
  foreign_key "1" {
    columns     = [column["1"]]
    ref_columns = [table["'single' /* c */ -- d"].column["'single' /* c */ -- d"]]
    on_update   = NO_ACTION
    on_delete   = NO_ACTION
  }
  index "1" {
    columns = [column["1"]]
  }
  check "1" {
    expr = "x <> '1'"
  }
}
table "PK" {
  schema  = schema.public
  comment = "PK"
  column "PK" {
    null    = true
    type    = sql("\"PK\"")
    comment = "PK"
  }
  primary_key {
    columns = [column.PK]
  }
  foreign_key "PK" {
    columns     = [column.PK]
    ref_columns = [table["1"].column["1"]]
    on_update   = NO_ACTION
    on_delete   = NO_ACTION
  }
  index "PK" {
    columns = [column.PK]
  }
  check "PK" {
    expr = "x <> 'PK'"
  }
}
table "to" {
  schema  = schema.public
  comment = "to"
  column "to" {
    null    = true
    type    = sql("\"to\"")
    comment = "to"
  }
  primary_key {
    columns = [column.to]
  }
  foreign_key "to" {
    columns     = [column.to]
    ref_columns = [table.PK.column.PK]
    on_update   = NO_ACTION
    on_delete   = NO_ACTION
  }
  index "to" {
    columns = [column.to]
  }
  check "to" {
    expr = "x <> 'to'"
  }
}
table "[b](javascript:x) *bold* __u__" {
  schema  = schema.public
  comment = "[b](javascript:x) *bold* __u__"
  column "[b](javascript:x) *bold* __u__" {
    null    = true
    type    = sql("\"[b](javascript:x) *bold* __u__\"")
    comment = "[b](javascript:x) *bold* __u__"
  }
  primary_key {
    columns = [column["[b](javascript:x) *bold* __u__"]]
  }
  foreign_key "[b](javascript:x) *bold* __u__" {
    columns     = [column["[b](javascript:x) *bold* __u__"]]
    ref_columns = [table.to.column.to]
    on_update   = NO_ACTION
    on_delete   = NO_ACTION
  }
  index "[b](javascript:x) *bold* __u__" {
    columns = [column["[b](javascript:x) *bold* __u__"]]
  }
  check "[b](javascript:x) *bold* __u__" {
    expr = "x <> '[b](javascript:x) *bold* __u__'"
  }
}
enum "e a\"b`c]d" {
  schema  = schema.public
  comment = "a\"b`c]d"
  values  = ["a\"b`c]d"]
}
enum "e <script>alert(1)</script>" {
  schema  = schema.public
  comment = "<script>alert(1)</script>"
  values  = ["<script>alert(1)</script>"]
}
enum "e x | y \\ z" {
  schema  = schema.public
  comment = "x | y \\ z"
  values  = ["x | y \\ z"]
}
enum "e 50% $${a} %%{b}" {
  schema  = schema.public
  comment = "50% $${a} %%{b}"
  values  = ["50% $${a} %%{b}"]
}
enum "e line\nbreak" {
  schema  = schema.public
  comment = "line\nbreak"
  values  = ["line\nbreak"]
}
enum "e }} end note @enduml" {
  schema  = schema.public
  comment = "}} end note @enduml"
  values  = ["}} end note @enduml"]
}
enum "e emoji 🦊 ñ" {
  schema  = schema.public
  comment = "emoji 🦊 ñ"
  values  = ["emoji 🦊 ñ"]
}
enum "e 'single' /* c */ -- d" {
  schema  = schema.public
  comment = "'single' /* c */ -- d"
  values  = ["'single' /* c */ -- d"]
}
enum "e 1" {
  schema  = schema.public
  comment = "1"
  values  = ["1"]
}
enum "e PK" {
  schema  = schema.public
  comment = "PK"
  values  = ["PK"]
}
enum "e to" {
  schema  = schema.public
  comment = "to"
  values  = ["to"]
}
enum "e [b](javascript:x) *bold* __u__" {
  schema  = schema.public
  comment = "[b](javascript:x) *bold* __u__"
  values  = ["[b](javascript:x) *bold* __u__"]
}
schema "public" {
}

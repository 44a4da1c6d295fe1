table "items" {
  schema  = schema.main
  charset = "utf8mb4"
  engine  = "MyISAM"
  column "id" {
    null           = false
    type           = int
    unsigned       = true
    auto_increment = true
  }
  column "size" {
    null    = false
    type    = enum("S", "M", "X\"L")
    default = "M"
    charset = "latin1"
    collate = "latin1_bin"
  }
  column "seen" {
    null      = true
    type      = timestamp
    on_update = sql("CURRENT_TIMESTAMP")
  }
  column "body" {
    null      = true
    type      = text
    invisible = true
  }
  primary_key {
    columns = [column.id]
  }
  index "body" {
    unique  = true
    comment = "c"
    on {
      column = column.body
      prefix = 20
    }
  }
}
schema "main" {
}

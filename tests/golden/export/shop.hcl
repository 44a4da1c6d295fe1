table "orders" {
  schema  = schema.public
  comment = "What was bought | by whom"
  column "id" {
    null = false
    type = bigint
    identity {
      generated = BY_DEFAULT
    }
  }
  column "user_id" {
    null = false
    type = bigint
  }
  column "gift_for" {
    null = true
    type = bigint
  }
  column "status" {
    null    = false
    type    = enum.status
    default = sql("'new'::status")
  }
  column "total" {
    null    = true
    type    = numeric(10, 2)
    default = 0
  }
  column "net" {
    null = true
    type = numeric(10, 2)
    as {
      expr = "total * 0.8"
      type = STORED
    }
  }
  column "tags" {
    null    = true
    type    = sql("text[]")
    comment = "free\nwords"
  }
  column "placed" {
    null    = true
    type    = timestamptz
    default = sql("now()")
  }
  primary_key "orders_pkey" {
    columns = [column.id]
  }
  foreign_key "orders_gift_for_fkey" {
    columns     = [column.gift_for]
    ref_columns = [table.public.users.column.id]
    on_update   = NO_ACTION
    on_delete   = SET_NULL
  }
  foreign_key "orders_user_id_fkey" {
    columns   = [column.user_id]
    ref_table = table.public.users
    on_update = NO_ACTION
    on_delete = NO_ACTION
  }
  index "orders_open" {
    columns = [column.status]
    where   = "net IS NULL"
  }
  index "orders_placed" {
    type = GIN
    on {
      desc   = true
      column = column.placed
    }
    on {
      expr = "lower(note)"
    }
  }
  check "orders_total_check" {
    expr = "total >= 0"
  }
}
table "profiles" {
  schema = schema.public
  column "user_id" {
    null = false
    type = bigint
  }
  column "boss_id" {
    null = true
    type = bigint
  }
  primary_key {
    columns = [column.user_id]
  }
  foreign_key "profiles_boss" {
    columns   = [column.boss_id]
    ref_table = table.profiles
    on_update = NO_ACTION
    on_delete = NO_ACTION
  }
  foreign_key "profiles_user" {
    columns   = [column.user_id]
    ref_table = table.public.users
    on_update = NO_ACTION
    on_delete = NO_ACTION
  }
}
table "public" "users" {
  schema = schema.public
  column "id" {
    null = false
    type = bigint
    identity {
      generated = BY_DEFAULT
    }
  }
  column "email" {
    null = false
    type = character_varying(255)
  }
  primary_key "users_pkey" {
    columns = [column.id]
  }
  unique "users_email_key" {
    columns = [column.email]
  }
}
table "stock" "users" {
  schema = schema.stock
  column "a" {
    null = false
    type = integer
  }
  column "b" {
    null = false
    type = integer
  }
  primary_key {
    columns = [column.a, column.b]
  }
}
enum "status" {
  schema = schema.public
  values = ["new", "it's paid", "sent"]
}
sequence "invoice_no" {
  schema    = schema.public
  start     = 1000
  increment = 10
  cycle     = true
}
view "open_orders" {
  schema = schema.public
  as     = <<-SQL
    SELECT orders.id
    FROM orders
  SQL
}
function "touch" {
  schema = schema.public
  as     = <<-SQL
    CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN

      NEW.note = '$${x}';
      RETURN NEW;
    END
    $$
  SQL
}
trigger "orders_touch" {
  schema = schema.public
  on     = table.orders
  as     = "CREATE TRIGGER orders_touch BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch()"
}
schema "public" {
}
schema "stock" {
  comment = "Where things lie"
}

variable "dialect" {
  type = string
}

variable "url" {
  type = string
}

variable "dev" {
  type = string
}

data "external_schema" "sequelize" {
  program = [
    "node",
    "load.js",
    var.dialect,
  ]
}

env "sequelize" {
  src = data.external_schema.sequelize.url
  url = var.url
  dev = var.dev
  migration {
    dir = "file://migrations"
  }
  format {
    migrate {
      diff = "{{ sql . \"  \" }}"
    }
  }
}

# Applies a migration directory to a database whenever its files change.
#
#   module "shop_schema" {
#     source = "…//deploy/terraform"
#     url    = var.database_url
#     dir    = "${path.root}/migrations"
#   }
#
# `terraform plan` lists the files that are new or changed; the run prints what `--dry-run` says
# before it applies it. Needs the command erdapp where Terraform runs, and no provider.

terraform {
  required_version = ">= 1.4"
}

locals {
  files = { for file in fileset(var.dir, "*") : file => filesha256("${var.dir}/${file}") }
  # The URL without user and password: the state may hold this.
  place = nonsensitive(replace(var.url, "/\\/\\/[^\\/]*@/", "//"))
  apply = "\"$ERDAPP\" migrate apply --env terraform --config \"file://$ERDAPP_PROJECT\""
}

resource "terraform_data" "migrations" {
  input            = local.files
  triggers_replace = [local.files, local.place, var.tx_mode, var.exec_order]

  provisioner "local-exec" {
    command     = "${local.apply} --dry-run && ${local.apply}"
    interpreter = ["/bin/sh", "-ec"]
    environment = {
      ERDAPP         = var.erdapp
      ERDAPP_PROJECT = abspath("${path.module}/erdapp.hcl")
      # Not printed here nor by erdapp; a sensitive value would hide the plan.
      ERDAPP_URL        = nonsensitive(var.url)
      ERDAPP_DIR        = abspath(var.dir)
      ERDAPP_DIR_FORMAT = var.dir_format
      ERDAPP_TX_MODE    = var.tx_mode
      ERDAPP_EXEC_ORDER = var.exec_order
    }
  }
}

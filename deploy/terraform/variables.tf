variable "url" {
  description = "The URL of the database."
  type        = string
  sensitive   = true
}

variable "dir" {
  description = "The folder of the migrations, with its atlas.sum."
  type        = string
}

variable "dir_format" {
  description = "atlas, golang-migrate, goose, flyway, liquibase or dbmate."
  type        = string
  default     = "atlas"
}

variable "tx_mode" {
  description = "none, file or all."
  type        = string
  default     = "file"
}

variable "exec_order" {
  description = "linear, linear-skip or non-linear."
  type        = string
  default     = "linear"
}

variable "erdapp" {
  description = "The command, if it is not on the path."
  type        = string
  default     = "erdapp"
}

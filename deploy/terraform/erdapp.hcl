# The project file of the module: what main.tf hands over in the environment, so that no secret is
# on a command line.
env "terraform" {
  url = getenv("ERDAPP_URL")
  migration {
    dir          = "file://${getenv("ERDAPP_DIR")}"
    format       = getenv("ERDAPP_DIR_FORMAT")
    tx_mode      = getenv("ERDAPP_TX_MODE")
    exec_order   = getenv("ERDAPP_EXEC_ORDER")
    lock_timeout = "5m"
  }
}

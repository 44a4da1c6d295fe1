// A machine without particulars.
module.exports = {
  EOL: "\n", cpus: () => [], homedir: () => "/", hostname: () => "localhost", tmpdir: () => "/tmp",
  platform: () => "linux", type: () => "Linux", release: () => "0", totalmem: () => 0,
  freemem: () => 0, networkInterfaces: () => ({}),
};

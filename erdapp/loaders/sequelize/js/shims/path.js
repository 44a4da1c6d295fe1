// The paths of POSIX, where the folder we are in is always `/`.
module.exports = require("path-browserify");
module.exports.posix = module.exports;

// The same files, by promises.
module.exports = require("./fs.js").promises;

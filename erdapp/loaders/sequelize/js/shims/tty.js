// There is no terminal.
module.exports = { isatty: () => false };

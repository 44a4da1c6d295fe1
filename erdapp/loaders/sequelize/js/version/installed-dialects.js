// Those of the dialects of Sequelize 7 that a project has.
export function dialectPackage(dialect) {
  try {
    return require(`@sequelize/${dialect === "sqlite" ? "sqlite3" : dialect}`);
  } catch (error) {
    if (error.code === "MODULE_NOT_FOUND") return undefined;
    throw error;
  }
}

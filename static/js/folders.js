/** Folders that were dropped: the source files below them, named by their paths. */

const LEFT_OUT = new Set(["node_modules", "bower_components", "__pycache__", "__MACOSX", "site-packages", "venv"]);

/** Whether a path names a source: by its ending, and by the folders it lies in. */
export const only = (endings) => (path) => {
  const parts = path.split("/");
  const name = parts.at(-1).toLowerCase();
  return endings.some((ending) => name.endsWith(ending))
    && !parts.some((part) => part.startsWith(".") || LEFT_OUT.has(part));
};

/** What was dropped. To be called at once: a drop forgets its items. */
export const entriesOf = (transfer) => [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);

/** The files below the entries that are wanted, each with its path as its name. */
export async function filesBelow(entries, wanted) {
  const found = [];
  for (const entry of entries) {
    if (entry.isDirectory) {
      const isLeftOut = entry.name.startsWith(".") || LEFT_OUT.has(entry.name);
      if (!isLeftOut) found.push(...await filesBelow(await inside(entry), wanted));
    } else {
      const path = entry.fullPath.replace(/^\//, "");
      if (wanted(path)) found.push(await fileOf(entry, path));
    }
  }
  return found;
}

/** A folder is read in parts, until a part is empty. */
async function inside(folder) {
  const reader = folder.createReader();
  const found = [];
  for (;;) {
    const part = await new Promise((resolve, reject) => { reader.readEntries(resolve, reject); });
    if (!part.length) return found;
    found.push(...part);
  }
}

async function fileOf(entry, path) {
  const file = await new Promise((resolve, reject) => { entry.file(resolve, reject); });
  return new File([file], path, { type: file.type });
}

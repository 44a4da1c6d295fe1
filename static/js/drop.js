/** The drop area: files and folders dragged onto it or pasted into it are sent with its form. */
import { entriesOf, filesBelow, only } from "./folders.js";

const list = (files) => {
  const transfer = new DataTransfer();
  for (const file of files) transfer.items.add(file);
  return transfer.files;
};

function start(form) {
  const [files, folder] = form.querySelectorAll("input[type=file]");
  const text = form.querySelector("textarea");
  const said = form.querySelector("[data-files]");
  const send = form.querySelector("button[type=submit]");
  const wanted = only(form.querySelector("[data-endings]").dataset.endings.split(" "));

  const tell = () => {
    const names = [...files.files, ...folder.files].map((file) => file.name);
    said.textContent = names.length > 3 ? `${names.length} files` : names.join(", ");
    form.classList.toggle("has-files", names.length > 0);
  };
  const take = (found) => {
    files.files = list(found);
    folder.value = "";
    tell();
  };
  files.addEventListener("change", tell);
  // Of a whole project only what is source is sent; its paths stay with the files.
  folder.addEventListener("change", () => {
    const found = [...folder.files].filter((file) => wanted(file.webkitRelativePath));
    folder.files = list(found.map((file) => new File([file], file.webkitRelativePath)));
    tell();
  });
  form.addEventListener("dragover", (event) => {
    event.preventDefault();
    form.classList.add("over");
  });
  form.addEventListener("dragleave", (event) => {
    if (!form.contains(event.relatedTarget)) form.classList.remove("over");
  });
  form.addEventListener("drop", async (event) => {
    form.classList.remove("over");
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    const entries = entriesOf(event.dataTransfer);
    if (!entries.some((entry) => entry.isDirectory)) return take(event.dataTransfer.files);
    said.textContent = "Reading the folder…";
    take(await filesBelow(entries, wanted));
  });
  text?.addEventListener("paste", (event) => {
    if (!event.clipboardData.files.length) return;
    event.preventDefault();
    take(event.clipboardData.files);
  });
  text?.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  form.addEventListener("submit", () => {
    send.disabled = true;
    send.textContent = "Drawing…";
  });
  // Coming back by the back button, the form is ready again.
  addEventListener("pageshow", () => {
    send.disabled = false;
    send.textContent = send.dataset.label ?? "Draw it";
  });
}

for (const form of document.querySelectorAll("form[data-drop]")) start(form);

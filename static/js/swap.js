/** Another view of the same page without leaving it: its content is fetched and put in place. */

const PARTS = ["header.bar", ".messages", "main"];

/** @returns {Promise<Document | null>} null when the browser has to go there itself */
export async function fetchPage(href) {
  const answer = await fetch(href, { headers: { Accept: "text/html" } });
  const kind = answer.headers.get("Content-Type") ?? "";
  if (!answer.ok || answer.redirected || !kind.startsWith("text/html")) return null;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return page.querySelector("main [data-viewer]") ? page : null;
}

export function putPage(page) {
  document.title = page.title;
  const list = document.querySelector("[data-list]");
  const scrolled = list?.scrollTop ?? 0;
  const open = [...document.querySelectorAll("details[data-kept][open]")].map((d) => d.dataset.kept);
  for (const part of PARTS) {
    const now = document.querySelector(part);
    const next = page.querySelector(part);
    if (now && next) now.replaceWith(document.adoptNode(next));
  }
  const again = document.querySelector("[data-list]");
  if (again) again.scrollTop = scrolled;
  for (const kept of open) {
    const details = document.querySelector(`details[data-kept="${kept}"]`);
    if (details) details.open = true;
  }
  window.htmx?.process(document.body);
}

/** Whether a click on the link leads to another view of this page. */
export function staysHere(link, event) {
  if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return false;
  if (link.target || link.hasAttribute("download") || link.origin !== location.origin) return false;
  return Boolean(link.closest("[data-soft]"));
}

/** The versions of a project as a slider that can be played. */

const PACE = 1600; // ms that a version is looked at

let playing = false;

/** @param {(href: string) => void} go shows another version in place */
export function timeline(root, go, signal) {
  const nav = root.querySelector("[data-timeline]");
  if (!nav) return;
  const slider = nav.querySelector("input");
  const name = nav.querySelector("[data-version]");
  const button = nav.querySelector("[data-play]");
  const versions = [...nav.querySelectorAll("option")].map(({ value, label }) => ({ value, label }));
  const last = versions.length - 1;

  const to = (at) => go(nav.dataset.address.replace("~", versions[at].value) + location.search);
  const say = () => {
    const { label } = versions[slider.value];
    slider.setAttribute("aria-valuetext", label);
    name.textContent = label;
  };
  const show = () => {
    button.textContent = playing ? "❚❚" : "▶";
    button.setAttribute("aria-label", playing ? "Stop playing" : "Play the versions");
  };
  const play = () => {
    playing = !playing;
    show();
    if (playing) to(Number(slider.value) === last ? 0 : Number(slider.value) + 1);
  };
  slider.addEventListener("input", say, { signal });
  slider.addEventListener("change", () => to(slider.value), { signal });
  button.addEventListener("click", play, { signal });
  say();
  if (playing && Number(slider.value) < last) {
    const timer = setTimeout(() => playing && to(Number(slider.value) + 1), PACE);
    signal.addEventListener("abort", () => clearTimeout(timer));
  } else {
    playing = false;
  }
  show();
}

/** On paper the whole picture fits the page, with all its rows where that many can be read. */

const MOST = 400; // cards whose rows are worth their ink

/** @param {(() => void) | null} fillAll brings the rows of every card into the document */
export function printing(svg, world, camera, cards, fillAll, signal) {
  const before = () => {
    const { x, y, width, height } = camera.whole;
    camera.tell({ scale: cards <= MOST ? 1 : 0.1, view: camera.whole });
    if (cards <= MOST) fillAll();
    svg.setAttribute("viewBox", `${x} ${y} ${width} ${height}`);
    world.removeAttribute("transform");
  };
  const after = () => {
    svg.removeAttribute("viewBox");
    camera.apply();
  };
  addEventListener("beforeprint", before, { signal });
  addEventListener("afterprint", after, { signal });
}

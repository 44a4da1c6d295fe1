/** Level of detail: near, all rows; far, keys; farther still, names at a size that can be read. */

import { landmarks } from "./landmarks.js";
import { setFar, setNear, settings } from "./names.js";
import { inSight, READABLE } from "./rows.js";

const KEYS = 0.6; // below, only rows of keys keep their types
const STEP = Math.log(1.12); // a zoom is set anew when it differs by so much
const MANY = 60; // cards from which on those out of sight leave the rendering

export function levels(picture, camera) {
  const { svg } = picture;
  const cards = [...picture.cards.values()];
  const labels = landmarks(picture, camera);
  const names = new Map();
  const seen = new Set(cards);
  svg.classList.toggle("many", cards.length > MANY);

  const cull = (view) => {
    for (const card of cards) {
      const visible = inSight(card.box, view);
      if (visible === seen.has(card)) continue;
      card.element.style.display = visible ? "" : "none";
      if (visible) seen.add(card);
      else seen.delete(card);
    }
  };

  /** @param {number | null} step of the zoom from afar, null from near */
  const set = (step) => {
    const size = Math.exp(step * STEP);
    for (const card of seen) {
      let name = names.get(card);
      if (!name && step === null) continue;
      if (!name) names.set(card, (name = { ...settings(card), step: null }));
      if (name.step === step) continue;
      name.step = step;
      card.named = step === null || setFar(name, card.box, size);
      if (step === null) setNear(name);
    }
    if (step === null) labels.hide();
    else labels.show(step, size);
  };

  let farther = null;
  camera.onMove(({ scale, view }) => {
    if (cards.length > MANY) cull(view);
    svg.classList.toggle("far", scale < KEYS);
    if (farther !== scale < READABLE) svg.classList.toggle("farther", (farther = scale < READABLE));
    const step = farther ? Math.round(Math.log(scale) / STEP) : null;
    // From near nothing is to be done for a picture that was never seen from afar.
    if (step !== null || names.size) set(step);
  });
}

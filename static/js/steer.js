/** What moves a camera: wheel, drag, pinch, double tap. */

const SLACK = 4; // px that a click may move

/** @param {AbortSignal} signal ends it */
export function steer(camera, signal) {
  const { svg } = camera;
  const pointers = new Map();
  const options = { signal };
  let moved = 0;

  svg.addEventListener("wheel", (event) => turn(camera, event), { passive: false, signal });

  svg.addEventListener(
    "pointerdown",
    (event) => {
      if (!pointers.size) moved = 0;
      if (event.button !== 0 || event.defaultPrevented) return;
      camera.stop();
      pointers.set(event.pointerId, event);
    },
    options,
  );

  svg.addEventListener(
    "pointermove",
    (event) => {
      const last = pointers.get(event.pointerId);
      if (!last) return;
      const dx = event.clientX - last.clientX;
      const dy = event.clientY - last.clientY;
      moved += Math.abs(dx) + Math.abs(dy);
      if (moved > SLACK && !svg.hasPointerCapture(event.pointerId)) {
        svg.setPointerCapture(event.pointerId);
        svg.classList.add("dragging");
      }
      if (pointers.size === 2) pinch(camera, pointers, event);
      else if (moved > SLACK) camera.moveBy(dx, dy);
      pointers.set(event.pointerId, event);
    },
    options,
  );

  const release = (event) => {
    pointers.delete(event.pointerId);
    if (!pointers.size) svg.classList.remove("dragging");
  };
  svg.addEventListener("pointerup", release, options);
  svg.addEventListener("pointercancel", release, options);
  // A drag that ends over a link must not follow it.
  svg.addEventListener(
    "click",
    (event) => {
      if (moved <= SLACK) return;
      event.preventDefault();
      event.stopPropagation();
    },
    { capture: true, signal },
  );
  svg.addEventListener("dragstart", (event) => event.preventDefault(), options);
  // On the ground a double click or tap comes nearer; on a card it opens the table.
  svg.addEventListener(
    "dblclick",
    (event) => {
      if (event.target.closest("g.card")) return;
      const { left, top } = svg.getBoundingClientRect();
      camera.zoomAt(event.shiftKey ? 0.5 : 2, event.clientX - left, event.clientY - top);
    },
    options,
  );
}

function turn(camera, event) {
  event.preventDefault();
  const unit = event.deltaMode === 1 ? 16 : 1;
  if (event.ctrlKey || event.metaKey || !isTouchpad(event)) {
    const { left, top } = camera.svg.getBoundingClientRect();
    const speed = event.ctrlKey ? 0.01 : 0.0016;
    const factor = Math.exp(-event.deltaY * unit * speed);
    camera.zoomAt(factor, event.clientX - left, event.clientY - top);
  } else {
    camera.moveBy(-event.deltaX * unit, -event.deltaY * unit);
  }
}

/** A mouse wheel turns in whole steps without a sideways part; a touchpad doesn't. */
function isTouchpad(event) {
  return event.deltaX !== 0 || (event.deltaMode === 0 && Math.abs(event.deltaY) < 40);
}

function pinch(camera, pointers, event) {
  const other = [...pointers.values()].find((p) => p.pointerId !== event.pointerId);
  const last = pointers.get(event.pointerId);
  const before = Math.hypot(last.clientX - other.clientX, last.clientY - other.clientY);
  const after = Math.hypot(event.clientX - other.clientX, event.clientY - other.clientY);
  const { left, top } = camera.svg.getBoundingClientRect();
  const middle = [(event.clientX + other.clientX) / 2, (event.clientY + other.clientY) / 2];
  // Each finger moves the middle by half of its own way.
  camera.moveBy((event.clientX - last.clientX) / 2, (event.clientY - last.clientY) / 2);
  if (before > 0) camera.zoomAt(after / before, middle[0] - left, middle[1] - top);
}

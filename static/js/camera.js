/** Pan and zoom of one SVG: a transform on one group, never the viewBox (repainting is cheaper). */

const SMALLEST = 0.03;
const LARGEST = 3;
const PILL = 56; // px at the bottom that the controls cover

export class Camera {
  /**
   * @param {SVGSVGElement} svg fills its parent
   * @param {SVGGElement} world the group that moves
   * @param {{x: number, y: number, width: number, height: number}} whole picture in its own units
   * @param {HTMLElement} frame that the SVG fills, known before the SVG is shown
   */
  constructor(svg, world, whole, frame) {
    this.svg = svg;
    // Asking the frame itself in every frame would arrange the page every time.
    this.wide = frame.clientWidth;
    this.high = frame.clientHeight;
    new ResizeObserver(() => {
      if (this.wide === frame.clientWidth && this.high === frame.clientHeight) return;
      this.wide = frame.clientWidth;
      this.high = frame.clientHeight;
      if (this.fitted) this.fit();
      else this.apply();
    }).observe(frame);
    this.world = world;
    this.whole = whole;
    this.x = 0;
    this.y = 0;
    this.scale = 1;
    this.listeners = [];
    this.next = 0; // the frame in which to draw
    this.gliding = null;
    this.settled = false;
    this.fitted = false; // as long as the whole is shown and nobody moved
  }

  onMove(listener) {
    this.listeners.push(listener);
  }

  /** The visible part of the picture, in picture units. */
  get view() {
    const { wide, high } = this;
    return {
      x: -this.x / this.scale,
      y: -this.y / this.scale,
      width: wide / this.scale,
      height: high / this.scale,
    };
  }

  apply() {
    this.next ||= requestAnimationFrame(() => this.draw());
  }

  draw() {
    cancelAnimationFrame(this.next);
    this.next = 0;
    this.world.setAttribute("transform", `translate(${this.x} ${this.y}) scale(${this.scale})`);
    this.tell(this);
  }

  /** Tell all listeners what is in sight. */
  tell({ scale, view }) {
    for (const listener of this.listeners) listener({ scale, view });
  }

  moveBy(dx, dy) {
    this.stop(); // a glide under way would undo it in its next step
    this.fitted = false;
    this.x += dx;
    this.y += dy;
    this.apply();
  }

  /** Zoom by a factor, keeping the point (px, py) of the element where it is. */
  zoomAt(factor, px = this.wide / 2, py = this.high / 2) {
    this.stop();
    this.fitted = false;
    const scale = Math.min(LARGEST, Math.max(SMALLEST, this.scale * factor));
    const ratio = scale / this.scale;
    this.x = px - (px - this.x) * ratio;
    this.y = py - (py - this.y) * ratio;
    this.scale = scale;
    this.apply();
  }

  /** Show a box of the picture, in the middle of what the controls leave free. */
  show(box, { largest = 1, margin = 48 } = {}) {
    this.fitted = false;
    const { wide, high } = this;
    const free = high > 400 ? high - PILL : high;
    const fitting = Math.min((wide - 2 * margin) / box.width, (free - 2 * margin) / box.height);
    const scale = Math.max(SMALLEST, Math.min(largest, fitting));
    this.glideTo({
      scale,
      x: wide / 2 - (box.x + box.width / 2) * scale,
      y: free / 2 - (box.y + box.height / 2) * scale,
    });
  }

  fit(options) {
    this.show(this.whole, { margin: 24, ...options });
    this.fitted = true;
  }

  /** Where the cards of a picture that are in sight stand on the screen, the middlemost first. */
  places(picture) {
    const found = [...picture.cards.values()].map(({ name, box }) => {
      const [x, y] = [this.x + box.x * this.scale, this.y + box.y * this.scale];
      const off = Math.hypot(x - this.wide / 2, y - this.high / 2);
      return { name, x, y, off };
    });
    found.sort((a, b) => a.off - b.off);
    return { scale: this.scale, fitted: this.fitted, places: new Map(found.map(({ name, x, y }) => [name, { x, y }])) };
  }

  /** Put a box where it stood on the screen, at the zoom of then. */
  keep(box, { x, y }, scale) {
    Object.assign(this, { scale, x: x - box.x * scale, y: y - box.y * scale, settled: true });
    this.apply();
  }

  glideTo(goal) {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches || !this.settled;
    this.stop();
    if (still) {
      Object.assign(this, goal);
      this.settled = true;
      this.apply();
      return;
    }
    const from = { x: this.x, y: this.y, scale: this.scale };
    const start = performance.now();
    const glide = (this.gliding = {});
    const step = (now) => {
      if (glide !== this.gliding) return;
      const t = Math.max(0, Math.min(1, (now - start) / 220)); // a frame may have begun before
      const eased = 1 - (1 - t) ** 3;
      for (const key of ["x", "y", "scale"]) this[key] = from[key] + (goal[key] - from[key]) * eased;
      this.apply();
      if (t < 1) requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  }

  stop() {
    this.gliding = null;
  }
}

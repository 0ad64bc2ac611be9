/* The boxes of the lines on the page, and a new one drawn with the pointer. */
import type { Box, Picture } from "../viewer/picture";

const SVG = "http://www.w3.org/2000/svg";
const LEAST = 4;

const leaf = (): Element | null => document.querySelector("svg#leaf");

export function show(number: string, box: Box | null): void {
  const drawn = leaf()?.querySelector(`rect[data-line="${number}"]`);
  if (!box) {
    drawn?.remove();
    return;
  }
  const rect = drawn ?? leaf()?.appendChild(document.createElementNS(SVG, "rect"));
  if (!rect) return;
  rect.setAttribute("data-line", number);
  rect.classList.add("hit", "soft");
  for (const [name, value] of Object.entries(box)) rect.setAttribute(name, String(value));
}

export function light(number: string | null): void {
  for (const lit of leaf()?.querySelectorAll(".lit") ?? []) lit.classList.remove("lit");
  if (number !== null) leaf()?.querySelector(`rect[data-line="${number}"]`)?.classList.add("lit");
}

/* While it is on, the next rectangle that is drawn is handed over, and it is off again. */
export class Pen {
  private from: { x: number; y: number } | null = null;

  constructor(
    private readonly stage: HTMLElement,
    private readonly picture: Picture,
    private readonly drawn: (box: Box) => void,
    private readonly moved: (box: Box) => void,
  ) {
    stage.addEventListener("pointerdown", (event) => this.begin(event));
    stage.addEventListener("pointermove", (event) => {
      if (this.from) this.moved(this.box(event));
    });
    stage.addEventListener("pointerup", (event) => this.end(event));
  }

  hold(on: boolean): void {
    this.stage.classList.toggle("drawing", on);
    this.picture.hold(on);
  }

  private begin(event: PointerEvent): void {
    if (!this.stage.classList.contains("drawing")) return;
    event.preventDefault();
    this.stage.setPointerCapture(event.pointerId);
    this.from = this.picture.pixelAt(event);
  }

  private end(event: PointerEvent): void {
    if (!this.from) return;
    const box = this.box(event);
    this.from = null;
    if (box.width >= LEAST && box.height >= LEAST) this.drawn(box);
  }

  private box(event: PointerEvent): Box {
    const from = this.from ?? this.picture.pixelAt(event);
    const to = this.picture.pixelAt(event);
    return {
      x: Math.min(from.x, to.x),
      y: Math.min(from.y, to.y),
      width: Math.abs(from.x - to.x),
      height: Math.abs(from.y - to.y),
    };
  }
}

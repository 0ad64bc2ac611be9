/* Choosing years on the histogram: by drawing over it, or by its two handles, which are sliders for keyboard and
   pointer alike. It fills in and sends the form that stands below it. */
const SVG = "http://www.w3.org/2000/svg";
const PAGE = 10;
const HEIGHT = 70;

export function histogram(): void {
  const drawing = document.querySelector<SVGSVGElement>("svg[data-histogram]");
  const form = drawing?.parentElement?.querySelector("form");
  if (drawing && form) new Chooser(drawing, form);
}

class Chooser {
  private readonly bars: SVGRectElement[];
  private readonly first: number;
  private readonly last: number;
  private readonly handles: [SVGGElement, SVGGElement];
  private ends: [number, number];
  private begun: number | null = null;
  private held: 0 | 1 | null = null;

  constructor(
    private readonly drawing: SVGSVGElement,
    private readonly form: HTMLFormElement,
  ) {
    this.bars = [...drawing.querySelectorAll<SVGRectElement>(".bar")];
    this.first = Number(drawing.dataset["first"]);
    this.last = Number(drawing.dataset["last"]);
    this.ends = [this.stated("from", this.first), this.stated("to", this.last)];
    /* An image has no parts that one can reach; a group has. */
    drawing.setAttribute("role", "group");
    drawing.classList.add("live");
    this.handles = [this.handle(0), this.handle(1)];
    this.draw(false);
    drawing.addEventListener("pointerdown", (event) => this.down(event));
    drawing.addEventListener("pointermove", (event) => this.move(event));
    drawing.addEventListener("pointerup", (event) => this.up(event));
    drawing.addEventListener("pointercancel", () => (this.begun = this.held = null));
  }

  private stated(name: string, otherwise: number): number {
    const year = Number(/^\d{3,4}/.exec(this.field(name)?.value ?? "")?.[0] ?? otherwise);
    return Math.min(Math.max(year, this.first), this.last);
  }

  private field(name: string): HTMLInputElement | null {
    const found = this.form.elements.namedItem(name);
    return found instanceof HTMLInputElement ? found : null;
  }

  private handle(end: 0 | 1): SVGGElement {
    const group = document.createElementNS(SVG, "g");
    group.setAttribute("class", "handle");
    group.setAttribute("role", "slider");
    group.setAttribute("tabindex", "0");
    group.setAttribute("aria-label", this.drawing.dataset[end ? "to" : "from"] ?? "");
    const line = document.createElementNS(SVG, "path");
    line.setAttribute("d", `M0 0V${HEIGHT}`);
    /* Outside of the years, so that one can begin to draw on the first and the last of them. */
    const grip = document.createElementNS(SVG, "rect");
    for (const [name, value] of Object.entries({ x: end ? "0" : "-10", y: "24", width: "10", height: "22", rx: "2" }))
      grip.setAttribute(name, value);
    group.append(line, grip);
    group.addEventListener("keydown", (event) => this.key(event, end));
    this.drawing.append(group);
    return group;
  }

  private key(event: KeyboardEvent, end: 0 | 1): void {
    const steps: Record<string, number> = {
      ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -PAGE, PageUp: PAGE,
      Home: this.first - this.last, End: this.last - this.first,
    };
    const step = steps[event.key];
    if (event.key === "Enter") this.send();
    else if (step !== undefined) this.put(end, this.ends[end] + step);
    else return;
    event.preventDefault();
  }

  /* Neither end passes the other. */
  private put(end: 0 | 1, year: number): void {
    const [low, high] = end ? [this.ends[0], this.last] : [this.first, this.ends[1]];
    this.ends[end] = Math.min(Math.max(year, low), high);
    this.draw(true);
  }

  private down(event: PointerEvent): void {
    const grip = (event.target as Element).closest(".handle");
    const at = this.handles.findIndex((one) => one === grip);
    this.held = at === 0 || at === 1 ? at : null;
    this.drawing.setPointerCapture(event.pointerId);
    if (this.held !== null) return;
    this.begun = this.yearAt(event);
    this.ends = [this.begun, this.begun];
    this.draw(true);
  }

  private move(event: PointerEvent): void {
    const year = this.yearAt(event);
    if (this.held !== null) this.put(this.held, year);
    else if (this.begun !== null) {
      this.ends = [Math.min(this.begun, year), Math.max(this.begun, year)];
      this.draw(true);
    }
  }

  private up(event: PointerEvent): void {
    if (this.held === null && this.begun === null) return;
    this.move(event);
    this.begun = this.held = null;
    this.send();
  }

  private send(): void {
    this.fill();
    this.form.submit();
  }

  private fill(): void {
    const [from, to] = [this.field("from"), this.field("to")];
    if (from) from.value = String(this.ends[0]);
    if (to) to.value = String(this.ends[1]);
  }

  /* What was only looked at fills in nothing: a date as the reader wrote it stays. */
  private draw(changed: boolean): void {
    const [from, to] = this.ends;
    const all = from === this.first && to === this.last;
    for (const bar of this.bars) bar.classList.toggle("in", !all && year(bar) >= from && year(bar) <= to);
    this.handles.forEach((handle, end) => {
      const value = this.ends[end as 0 | 1];
      handle.setAttribute("transform", `translate(${this.place(value) + (end ? 0.5 : -0.5) * this.step()} 0)`);
      handle.setAttribute("aria-valuemin", String(end ? from : this.first));
      handle.setAttribute("aria-valuemax", String(end ? this.last : to));
      handle.setAttribute("aria-valuenow", String(value));
    });
    if (changed) this.fill();
  }

  private step(): number {
    return this.drawing.viewBox.baseVal.width / Math.max(this.last - this.first + 1, 10);
  }

  /* The middle of a year, in units of the drawing. */
  private place(value: number): number {
    return (value - this.first + 0.5) * this.step();
  }

  private yearAt(event: PointerEvent): number {
    const box = this.drawing.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * this.drawing.viewBox.baseVal.width;
    return Math.min(Math.max(this.first + Math.floor(x / this.step()), this.first), this.last);
  }
}

function year(bar: SVGRectElement): number {
  return Number(bar.dataset["year"]);
}

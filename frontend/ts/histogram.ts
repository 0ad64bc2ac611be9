/* Choosing years by drawing over the histogram: it fills in and sends the form that stands below it. */
export function histogram(): void {
  const drawing = document.querySelector<SVGSVGElement>("svg[data-histogram]");
  const form = drawing?.parentElement?.querySelector("form");
  if (!drawing || !form) return;
  const bars = [...drawing.querySelectorAll<SVGRectElement>(".bar")];
  let begun: number | null = null;

  const yearAt = (event: PointerEvent): number => nearest(bars, event.clientX);
  const mark = (from: number, to: number): void => {
    for (const bar of bars) bar.classList.toggle("in", between(year(bar), from, to));
  };

  drawing.classList.add("live");
  drawing.addEventListener("pointerdown", (event) => {
    begun = yearAt(event);
    drawing.setPointerCapture(event.pointerId);
    mark(begun, begun);
  });
  drawing.addEventListener("pointermove", (event) => {
    if (begun !== null) mark(begun, yearAt(event));
  });
  drawing.addEventListener("pointerup", (event) => {
    if (begun === null) return;
    const ends = [begun, yearAt(event)].sort((a, b) => a - b);
    fill(form, "from", ends[0]);
    fill(form, "to", ends[1]);
    form.submit();
  });
  drawing.addEventListener("pointercancel", () => (begun = null));
}

function year(bar: SVGRectElement): number {
  return Number(bar.dataset["year"]);
}

function between(value: number, one: number, other: number): boolean {
  return value >= Math.min(one, other) && value <= Math.max(one, other);
}

function nearest(bars: SVGRectElement[], x: number): number {
  const away = (bar: SVGRectElement): number => {
    const box = bar.getBoundingClientRect();
    return Math.abs((box.left + box.right) / 2 - x);
  };
  return year(bars.reduce((best, bar) => (away(bar) < away(best) ? bar : best)));
}

function fill(form: HTMLFormElement, name: string, value: number | undefined): void {
  const field = form.elements.namedItem(name);
  if (field instanceof HTMLInputElement) field.value = String(value);
}

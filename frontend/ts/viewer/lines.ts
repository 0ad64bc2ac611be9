/* A line of the text and its box on the page light up together, from either side. */
import type { Box } from "./picture";

export function lineTouch(section: HTMLElement, bring: (box: Box) => void): void {
  for (const name of ["pointerover", "focusin"]) {
    section.addEventListener(name, (event) => light(section, lineOf(event.target)));
  }
  for (const name of ["pointerout", "focusout"]) {
    section.addEventListener(name, () => light(section, null));
  }
  section.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>(".leaftext a");
    if (!link) return;
    event.preventDefault(); // the box moves into view; the page stays where it is
    const drawn = section.querySelector(`rect[data-line="${lineOf(link)}"]`);
    if (drawn) bring(boxOf(drawn));
  });
}

function lineOf(target: EventTarget | null): string | null {
  return (target as Element).closest<HTMLElement>("[data-line]")?.dataset["line"] ?? null;
}

function light(section: HTMLElement, line: string | null): void {
  for (const lit of section.querySelectorAll(".lit")) lit.classList.remove("lit");
  if (line === null) return;
  for (const part of section.querySelectorAll(`[data-line="${line}"]`)) part.classList.add("lit");
}

export function boxOf(drawn: Element): Box {
  const at = (name: string): number => Number(drawn.getAttribute(name));
  return { x: at("x"), y: at("y"), width: at("width"), height: at("height") };
}

/* The text opens where the first hit stands; only its own panel is scrolled, never the page. */
export function showFirstHit(section: HTMLElement): void {
  const panel = section.querySelector<HTMLElement>(".leaftext");
  const hit = panel?.querySelector("mark");
  if (!panel || !hit) return;
  const [around, at] = [panel.getBoundingClientRect(), hit.getBoundingClientRect()];
  panel.scrollBy(at.left - around.left - around.width / 2, at.top - around.top - around.height / 3);
}

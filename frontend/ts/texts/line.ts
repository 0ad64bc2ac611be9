/* One line of the text: its field, its place on the page, and where it stands in the order. */
import type { Box } from "../viewer/picture";

export const fieldOf = (line: Element): HTMLTextAreaElement => line.querySelector("textarea") as HTMLTextAreaElement;

const held = (line: Element, name: string): HTMLInputElement =>
  line.querySelector(`input[name^="${name}."]`) as HTMLInputElement;

export function boxOf(line: Element): Box | null {
  const [x, y, width, height] = held(line, "b").value.split(" ").map(Number);
  return x === undefined || y === undefined || !width || !height ? null : { x, y, width, height };
}

export function place(line: Element, box: Box | null): void {
  held(line, "b").value = box ? [box.x, box.y, box.width, box.height].map(Math.round).join(" ") : "";
}

export const runsDown = (line: Element): boolean => /^(ttb|btt)$/.test(held(line, "d").value);

/* A new line behind this one, of the same region and direction, with a number that none has. */
export function lineAfter(line: HTMLElement, number: number): HTMLElement {
  const made = line.cloneNode(true) as HTMLElement;
  made.dataset["line"] = String(number);
  for (const field of made.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>("input, textarea")) {
    field.name = `${field.name.split(".")[0]}.${number}`;
    if (field.id) field.id = `t${number}`;
  }
  made.querySelector("label")?.setAttribute("for", `t${number}`);
  fieldOf(made).dataset["stands"] = "";
  line.after(made);
  return made;
}

/* The two parts of a box at a share of its length, in the way that the line runs. */
export function parted(box: Box, share: number, down: boolean): [Box, Box] {
  if (down) {
    const first = box.height * share;
    return [{ ...box, height: first }, { ...box, y: box.y + first, height: box.height - first }];
  }
  const first = box.width * share;
  return [{ ...box, width: first }, { ...box, x: box.x + first, width: box.width - first }];
}

export function around(one: Box | null, other: Box | null): Box | null {
  if (!one || !other) return one ?? other;
  const x = Math.min(one.x, other.x);
  const y = Math.min(one.y, other.y);
  const right = Math.max(one.x + one.width, other.x + other.width);
  const bottom = Math.max(one.y + one.height, other.y + other.height);
  return { x, y, width: right - x, height: bottom - y };
}

/* The order of the page is the order of the form. */
export function numberAll(list: Element): void {
  Array.from(list.children).forEach((line, at) => {
    held(line, "o").value = String(at);
    const label = line.querySelector("label");
    if (label && label.textContent !== "+") label.textContent = String(at + 1);
  });
}

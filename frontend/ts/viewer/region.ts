/* A part of the page: a rectangle is drawn; it has an address (Media Fragments, xywh), a citation and a cut of its own. */
import type { Box, Picture } from "./picture";
import { swapParts } from "./swap";
import { pressed } from "./tool";

const SVG = "http://www.w3.org/2000/svg";
const LEAST = 8;
const SAID = ["region-said", "citing", "downloads", "permanent"];

export function regionTool(section: HTMLElement, picture: Picture): void {
  const tool = section.querySelector<HTMLButtonElement>('button[data-does="region"]');
  const panel = section.querySelector<HTMLElement>("#v-region");
  const stage = section.querySelector<HTMLElement>("#stage");
  if (!tool || !panel || !stage) return;
  let from: { x: number; y: number } | null = null;

  tool.addEventListener("click", () => {
    const on = pressed(tool);
    panel.hidden = !on;
    stage.classList.toggle("drawing", on);
    picture.hold(on);
  });
  stage.addEventListener("pointerdown", (event) => {
    if (!stage.classList.contains("drawing")) return;
    event.preventDefault();
    stage.setPointerCapture(event.pointerId);
    from = picture.pixelAt(event);
  });
  stage.addEventListener("pointermove", (event) => {
    if (from) draw(boxBetween(from, picture.pixelAt(event)));
  });
  stage.addEventListener("pointerup", (event) => {
    if (!from) return;
    const box = boxBetween(from, picture.pixelAt(event));
    from = null;
    if (box.width >= LEAST && box.height >= LEAST) tell(panel, box);
  });
}

function boxBetween(one: { x: number; y: number }, other: { x: number; y: number }): Box {
  return {
    x: Math.min(one.x, other.x),
    y: Math.min(one.y, other.y),
    width: Math.abs(one.x - other.x),
    height: Math.abs(one.y - other.y),
  };
}

function draw(box: Box): void {
  const leaf = document.getElementById("leaf");
  if (!leaf) return;
  const drawn = leaf.querySelector(".region") ?? leaf.appendChild(document.createElementNS(SVG, "rect"));
  drawn.setAttribute("class", "hit region");
  for (const [name, value] of Object.entries(box)) drawn.setAttribute(name, String(value));
}

/* The permanent link of the page is on the page, made from public_url; the region is added to it. What else is to be
   said of the part the server says, at the address that the part has from now on. */
function tell(panel: HTMLElement, box: Box): void {
  const link = panel.querySelector("output");
  const page = panel.closest<HTMLElement>("#viewer")?.dataset["page"] ?? "";
  const part = `xywh=${box.x},${box.y},${box.width},${box.height}`;
  if (link) link.textContent = `${page}?${part}`;
  panel.querySelector("[data-help]")?.setAttribute("hidden", "");
  panel.querySelector("button")?.removeAttribute("hidden");
  const kept = [...new URLSearchParams(location.search)].filter(([name]) => name !== "xywh" && name !== "lang");
  const others = new URLSearchParams(kept).toString();
  const address = `${new URL(page).pathname}?${part}${others ? `&${others}` : ""}`;
  history.replaceState(null, "", address);
  void swapParts(address, SAID);
}

/* On another page the part is none any more. */
export function forgetRegion(section: HTMLElement): void {
  const panel = section.querySelector<HTMLElement>("#v-region");
  const link = panel?.querySelector("output");
  if (!panel || !link) return;
  link.textContent = "";
  panel.querySelector("[data-help]")?.removeAttribute("hidden");
  panel.querySelector(":scope > button")?.setAttribute("hidden", "");
  panel.hidden = section.querySelector('button[data-does="region"]')?.getAttribute("aria-pressed") !== "true";
}

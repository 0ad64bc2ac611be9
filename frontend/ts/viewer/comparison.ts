/* Two pages side by side, each to be moved and zoomed; together, if the reader wishes. */
import OpenSeadragon from "openseadragon";
import { deepViewer, tileSource } from "./deep";

export class Comparison {
  private leading: OpenSeadragon.Viewer | null = null;

  constructor(private readonly section: HTMLElement) {}

  open(): void {
    const sides = [...this.section.querySelectorAll<HTMLElement>(".side-page")].map((side) => this.opened(side));
    for (const one of sides) {
      const other = sides.find((side) => side !== one);
      if (!other) continue;
      for (const name of ["zoom", "pan"] as const) one.addHandler(name, () => this.lead(one, other));
    }
  }

  private opened(side: HTMLElement): OpenSeadragon.Viewer {
    const stage = side.querySelector<HTMLElement>(".stage") as HTMLElement;
    const viewer = deepViewer(stage);
    viewer.addHandler("open", () => stage.classList.add("live"));
    void tileSource(side.dataset["service"] ?? "").then((source) => {
      if (source) viewer.open({ tileSource: source });
    });
    return viewer;
  }

  /* What is seen of the one, in shares of its page, is seen of the other; that one does not answer in turn. */
  private lead(one: OpenSeadragon.Viewer, other: OpenSeadragon.Viewer): void {
    const together = this.section.querySelector<HTMLInputElement>("#together")?.checked;
    if (!together || this.leading || !one.isOpen() || !other.isOpen()) return;
    this.leading = one;
    const [from, to] = [one.viewport, other.viewport];
    const center = from.getCenter();
    const share = heightOf(other) / heightOf(one);
    to.zoomTo((from.getZoom() / from.getHomeZoom()) * to.getHomeZoom());
    to.panTo(new OpenSeadragon.Point(center.x, center.y * share));
    this.leading = null;
  }
}

function heightOf(viewer: OpenSeadragon.Viewer): number {
  return viewer.world.getItemAt(0)?.getBounds().height ?? 1;
}

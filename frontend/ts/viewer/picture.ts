/* One page deep enough to read, or two that face each other, with the pages' own drawings of boxes laid upon them. */
import OpenSeadragon from "openseadragon";
import { deepViewer, tileSource } from "./deep";
import type { Facing } from "./facing";

const { Point, Rect } = OpenSeadragon;
const SWIPE = 60;

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export class Picture {
  private viewer: OpenSeadragon.Viewer | null = null;
  private readonly stage: HTMLElement;
  private beside: Facing | null = null;
  private still: Element | null = null;

  constructor(private readonly section: HTMLElement) {
    this.stage = section.querySelector<HTMLElement>("#stage") as HTMLElement;
  }

  /* The picture of the page that lies open now; until its tiles are there the still one stays. */
  show(beside: Facing | null = null): void {
    const viewer = (this.viewer ??= this.made());
    this.takenDown(viewer);
    this.beside = beside;
    void this.opened(viewer, this.section.dataset["service"] ?? "");
  }

  zoom(by: number): void {
    this.viewer?.viewport.zoomBy(by).applyConstraints();
  }

  whole(): void {
    this.viewer?.viewport.setRotation(0).goHome();
  }

  turn(): void {
    const viewport = this.viewer?.viewport;
    viewport?.setRotation((viewport.getRotation() + 90) % 360);
  }

  /* Nothing moves while the box is in view already. */
  bringIntoView(box: Box): void {
    const viewport = this.viewer?.viewport;
    const wanted = this.page?.imageToViewportRectangle(box.x, box.y, box.width, box.height);
    if (!viewport || !wanted) return;
    const seen = viewport.getBounds();
    const inside =
      wanted.x >= seen.x && wanted.y >= seen.y &&
      wanted.x + wanted.width <= seen.x + seen.width && wanted.y + wanted.height <= seen.y + seen.height;
    if (!inside) viewport.panTo(wanted.getCenter());
  }

  /* From a place on the screen to pixels of the canvas, kept within it. */
  pixelAt(event: PointerEvent): OpenSeadragon.Point {
    const frame = this.stage.getBoundingClientRect();
    const place = new Point(event.clientX - frame.left, event.clientY - frame.top);
    const found = this.page?.viewerElementToImageCoordinates(place) ?? place;
    const limit = (value: number, most: number): number => Math.round(Math.min(Math.max(value, 0), most));
    return new Point(limit(found.x, this.width), limit(found.y, this.height));
  }

  /* On paper goes the still drawing, whole, with its boxes; afterwards the deep one comes back. */
  forPaper(): void {
    const leaf = document.getElementById("leaf");
    if (!this.viewer || !leaf || !this.still) return;
    this.takenDown(this.viewer);
    leaf.prepend(this.still);
  }

  /* While a rectangle is drawn the picture must not move under it. */
  hold(still: boolean): void {
    this.viewer?.setMouseNavEnabled(!still);
  }

  /* A finger drawn aside over the whole page: what lies at the right comes when it goes to the left. */
  onSwipe(turn: (toRight: boolean) => void): void {
    this.viewer ??= this.made();
    const viewer = this.viewer;
    let from: OpenSeadragon.Point | null = null;
    viewer.addHandler("canvas-press", (event) => {
      from = event.pointerType === "touch" && this.isWhole() ? event.position : null;
    });
    viewer.addHandler("canvas-release", (event) => {
      const way = from && this.isWhole() ? event.position.minus(from) : null;
      from = null;
      if (way && Math.abs(way.x) > SWIPE && Math.abs(way.x) > 2 * Math.abs(way.y)) turn(way.x < 0);
      else if (way && this.isWhole()) viewer.viewport.goHome();
    });
  }

  private async opened(viewer: OpenSeadragon.Viewer, service: string): Promise<void> {
    const beside = this.beside;
    const [own, other] = await Promise.all([tileSource(service), beside ? tileSource(beside.service) : null]);
    if (!own || service !== this.section.dataset["service"] || beside !== this.beside) return;
    if (!beside || !other) {
      viewer.open({ tileSource: own });
      return;
    }
    const [ownWidth, otherWidth] = [this.width / this.height, beside.width / beside.height];
    const ownIsLeft = this.isLeft(beside);
    viewer.open([
      { tileSource: own, x: ownIsLeft ? 0 : otherWidth, height: 1 },
      { tileSource: other, x: ownIsLeft ? ownWidth : 0, height: 1 },
    ]);
  }

  /* The earlier page lies at the left, in a book that reads from the right at the right. */
  private isLeft(beside: Facing): boolean {
    const next = this.section.querySelector('.v-turn a[rel="next"]')?.getAttribute("href");
    return (next === beside.address) !== this.section.classList.contains("rtl");
  }

  private isWhole(): boolean {
    const viewport = this.viewer?.viewport;
    return viewport !== undefined && viewport.getZoom() <= viewport.getHomeZoom() * 1.02;
  }

  private get page(): OpenSeadragon.TiledImage | undefined {
    return this.viewer?.world.getItemAt(0);
  }

  private get width(): number {
    return Number(this.section.dataset["width"]);
  }

  private get height(): number {
    return Number(this.section.dataset["height"]);
  }

  private made(): OpenSeadragon.Viewer {
    const viewer = deepViewer(this.stage);
    viewer.addHandler("open", () => this.laid(viewer));
    viewer.addHandler("zoom", () => this.stage.classList.toggle("whole", this.isWhole()));
    return viewer;
  }

  /* Before another picture comes, the drawing leaves the old one, so that it is not thrown away with it. */
  private takenDown(viewer: OpenSeadragon.Viewer): void {
    const leaf = document.getElementById("leaf");
    if (leaf) {
      this.stage.prepend(leaf);
      leaf.removeAttribute("style");
    }
    viewer.clearOverlays();
    this.stage.classList.remove("live");
  }

  /* The still drawing goes up as an overlay, without its picture: same boxes, same pixels. */
  private laid(viewer: OpenSeadragon.Viewer): void {
    const leaf = document.getElementById("leaf");
    if (!leaf) return;
    this.still = leaf.querySelector("image") ?? this.still;
    this.still?.remove();
    this.overlay(viewer, leaf, 0, this.width, this.height);
    if (this.beside) this.overlay(viewer, this.beside.leaf as unknown as HTMLElement, 1, this.beside.width, this.beside.height);
    this.stage.classList.add("live");
    this.stage.classList.toggle("whole", this.isWhole());
    this.stage.dataset["pages"] = String(viewer.world.getItemCount());
  }

  private overlay(viewer: OpenSeadragon.Viewer, element: HTMLElement, at: number, width: number, height: number): void {
    const box = viewer.world.getItemAt(at)?.imageToViewportRectangle(0, 0, width, height);
    if (box) viewer.addOverlay({ element, location: new Rect(box.x, box.y, box.width, box.height) });
  }
}

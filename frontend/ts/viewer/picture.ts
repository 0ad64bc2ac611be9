/* One page deep enough to read: OpenSeadragon over IIIF tiles, with the page's own drawing of boxes laid upon it. */
import OpenSeadragon from "openseadragon";

const { Point, Rect } = OpenSeadragon;

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export class Picture {
  private viewer: OpenSeadragon.Viewer | null = null;
  private readonly stage: HTMLElement;

  constructor(private readonly section: HTMLElement) {
    this.stage = section.querySelector<HTMLElement>("#stage") as HTMLElement;
  }

  /* The picture of the page that lies open now; until its tiles are there the still one stays. */
  show(): void {
    const viewer = (this.viewer ??= this.made());
    this.takenDown(viewer);
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
    if (!viewport) return;
    const wanted = viewport.imageToViewportRectangle(box.x, box.y, box.width, box.height);
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
    const found = this.viewer?.viewport.viewerElementToImageCoordinates(place) ?? place;
    const limit = (value: number, most: number): number => Math.round(Math.min(Math.max(value, 0), most));
    return new Point(limit(found.x, this.width), limit(found.y, this.height));
  }

  /* While a rectangle is drawn the picture must not move under it. */
  hold(still: boolean): void {
    this.viewer?.setMouseNavEnabled(!still);
  }

  /* The image names itself by the archive's public address. Tiles are asked where the reader is, which may be another
     name of the same server: our policy lets pictures come from nowhere else. */
  private async opened(viewer: OpenSeadragon.Viewer, service: string): Promise<void> {
    const answer = await fetch(`${service}/info.json`);
    if (!answer.ok || service !== this.section.dataset["service"]) return;
    const here = new URL(service, location.href).href;
    viewer.open({ tileSource: { ...((await answer.json()) as object), id: here } });
  }

  private get width(): number {
    return Number(this.section.dataset["width"]);
  }

  private get height(): number {
    return Number(this.section.dataset["height"]);
  }

  private made(): OpenSeadragon.Viewer {
    forestallInlineStyle();
    const element = document.createElement("div");
    element.className = "osd";
    this.stage.append(element);
    const viewer = OpenSeadragon({
      element,
      drawer: "canvas", // the pages are few tiles; WebGL would ask for more than an office's browser gives
      showNavigationControl: false,
      minZoomImageRatio: 0.8,
      maxZoomPixelRatio: 3,
      visibilityRatio: 0.3,
      animationTime: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 0.5,
      gestureSettingsMouse: { clickToZoom: false, dblClickToZoom: true },
      keyboardNavEnabled: false,
      silenceMultiImageWarnings: true,
    } as OpenSeadragon.Options);
    viewer.addHandler("open", () => this.laid(viewer));
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
    leaf.querySelector("image")?.remove();
    const box = viewer.viewport.imageToViewportRectangle(0, 0, this.width, this.height);
    viewer.addOverlay({ element: leaf, location: new Rect(box.x, box.y, box.width, box.height) });
    this.stage.classList.add("live");
  }
}

/* OpenSeadragon writes a <style> into the head unless one with this mark is there; our policy forbids inline style,
   and ours has the rule in its own file. An element of no known language has the name, the mark and no effect. */
function forestallInlineStyle(): void {
  const mark = document.createElementNS("about:nothing", "style");
  mark.setAttribute("data-openseadragon-mobile-css", "true");
  document.head.append(mark);
}

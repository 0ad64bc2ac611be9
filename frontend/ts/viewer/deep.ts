/* OpenSeadragon as every picture of ours is shown: over IIIF tiles, with our own tools, under our own policy. */
import OpenSeadragon from "openseadragon";

export function deepViewer(stage: HTMLElement): OpenSeadragon.Viewer {
  forestallInlineStyle();
  const element = document.createElement("div");
  element.className = "osd";
  stage.append(element);
  return OpenSeadragon({
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
}

/* The image names itself by the archive's public address. Tiles are asked where the reader is, which may be another
   name of the same server: our policy lets pictures come from nowhere else. */
export async function tileSource(service: string): Promise<object | null> {
  const answer = await fetch(`${service}/info.json`);
  return answer.ok ? { ...((await answer.json()) as object), id: new URL(service, location.href).href } : null;
}

/* OpenSeadragon writes a <style> into the head unless one with this mark is there; our policy forbids inline style,
   and ours has the rule in its own file. An element of no known language has the name, the mark and no effect. */
function forestallInlineStyle(): void {
  if (document.querySelector("[data-openseadragon-mobile-css]")) return;
  const mark = document.createElementNS("about:nothing", "style");
  mark.setAttribute("data-openseadragon-mobile-css", "true");
  document.head.append(mark);
}

/* The page that lies beside the open one: its own address says all of it, picture, boxes and where it leads to. */
import { fetchedPage } from "./swap";

export interface Facing {
  address: string;
  service: string;
  width: number;
  height: number;
  leaf: SVGElement;
  next: string;
  previous: string;
}

export async function facingPage(address: string): Promise<Facing | null> {
  const page = await fetchedPage(address);
  const viewer = page?.getElementById("viewer");
  const drawn = page?.getElementById("leaf");
  if (!page || !viewer || !drawn) return null;
  return {
    address,
    service: viewer.dataset["service"] ?? "",
    width: Number(viewer.dataset["width"]),
    height: Number(viewer.dataset["height"]),
    leaf: alone(document.adoptNode(drawn) as unknown as SVGElement),
    next: linkOf(page, "next"),
    previous: linkOf(page, "prev"),
  };
}

/* Only its hits are shown: its lines belong to a text that is not beside the picture. */
function alone(leaf: SVGElement): SVGElement {
  leaf.id = "leaf-facing";
  for (const part of leaf.querySelectorAll("image, .soft")) part.remove();
  return leaf;
}

function linkOf(page: Document, rel: string): string {
  return page.querySelector(`.v-turn a[rel="${rel}"]`)?.getAttribute("href") ?? "";
}

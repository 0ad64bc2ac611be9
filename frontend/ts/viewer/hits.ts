/* What was found, place by place: within the page, and on to the next page that has some. */
import type { Picture } from "./picture";
import { boxOf } from "./lines";

export class Hits {
  private at = -1;

  constructor(private readonly section: HTMLElement, private readonly picture: Picture) {}

  /* On a page that was turned to: from its beginning, or from its end. */
  begin(fromEnd = false): void {
    this.at = fromEnd ? this.drawn().length : -1;
  }

  /* Whether there was a place left on this page in that direction. */
  step(by: 1 | -1): boolean {
    const drawn = this.drawn();
    const next = this.at + by;
    if (next < 0 || next >= drawn.length) return false;
    this.at = next;
    for (const one of drawn) one.classList.toggle("at", one === drawn[next]);
    this.picture.bringIntoView(boxOf(drawn[next] as Element));
    this.showInText(next);
    return true;
  }

  address(by: 1 | -1): string {
    const name = by > 0 ? "hit-after" : "hit-before";
    return this.section.querySelector<HTMLAnchorElement>(`.v-found a[data-does="${name}"]`)?.href ?? "";
  }

  private drawn(): Element[] {
    return [...this.section.querySelectorAll("#leaf .hit:not(.soft):not(.region)")];
  }

  /* A hit that runs on into the next line is two boxes and two marks: they come in one order. */
  private showInText(at: number): void {
    const panel = this.section.querySelector<HTMLElement>(".leaftext");
    const mark = panel?.querySelectorAll("mark")[at];
    if (!panel || !mark) return;
    const [around, place] = [panel.getBoundingClientRect(), mark.getBoundingClientRect()];
    panel.scrollBy(place.left - around.left - around.width / 2, place.top - around.top - around.height / 3);
  }
}

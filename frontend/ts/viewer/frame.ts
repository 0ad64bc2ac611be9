/* The frame around the picture: tools, keys, the text beside it, and the turning of pages. */
import { lightTools } from "./light";
import { lineTouch, showFirstHit } from "./lines";
import { Picture } from "./picture";
import { regionTool } from "./region";
import { swapPage } from "./swap";
import { pressed } from "./tool";

export class Frame {
  private readonly picture: Picture;
  private turning = false;

  constructor(private readonly section: HTMLElement) {
    this.picture = new Picture(section);
  }

  open(): void {
    this.picture.show();
    showFirstHit(this.section);
    lineTouch(this.section, (box) => this.picture.bringIntoView(box));
    lightTools(this.section);
    regionTool(this.section, this.picture);
    this.section.addEventListener("click", (event) => this.clicked(event));
    document.addEventListener("keydown", (event) => this.keyed(event));
    window.addEventListener("popstate", () => void this.turnTo(location.href, false));
  }

  private clicked(event: MouseEvent): void {
    const target = event.target as Element;
    const link = target.closest<HTMLAnchorElement>("a[rel], .strip a");
    if (link && plain(event)) {
      event.preventDefault();
      void this.turnTo(link.href, true);
      return;
    }
    const tool = target.closest<HTMLButtonElement>("button[data-does]");
    if (tool) this.use(tool);
  }

  private use(tool: HTMLButtonElement): void {
    const tools: Record<string, () => void> = {
      "zoom-in": () => this.picture.zoom(1.4),
      "zoom-out": () => this.picture.zoom(1 / 1.4),
      whole: () => this.picture.whole(),
      turn: () => this.picture.turn(),
      hits: () => this.section.classList.toggle("no-hits", !pressed(tool)),
      text: () => this.section.classList.toggle("no-text", !pressed(tool)),
      screen: () => void this.fullScreen(),
    };
    tools[tool.dataset["does"] ?? ""]?.();
  }

  private async fullScreen(): Promise<void> {
    if (document.fullscreenElement) await document.exitFullscreen();
    else await this.section.requestFullscreen();
  }

  /* Left and right follow the book: in one that reads from the right, left is onward. */
  private keyed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || isField(event.target)) return;
    const forward = this.section.classList.contains("rtl") ? "ArrowLeft" : "ArrowRight";
    const keys: Record<string, () => void> = {
      "+": () => this.picture.zoom(1.4),
      "-": () => this.picture.zoom(1 / 1.4),
      "0": () => this.picture.whole(),
      PageDown: () => this.follow("next"),
      PageUp: () => this.follow("prev"),
      ArrowLeft: () => this.follow(forward === "ArrowLeft" ? "next" : "prev"),
      ArrowRight: () => this.follow(forward === "ArrowRight" ? "next" : "prev"),
    };
    const inText = (event.target as Element).closest(".leaftext") !== null;
    const act = keys[event.key];
    if (!act || (inText && event.key.length > 1) || !this.inReach(event)) return;
    event.preventDefault();
    act();
  }

  /* Keys belong to the viewer only while the reader is in it: elsewhere they scroll the page. */
  private inReach(event: KeyboardEvent): boolean {
    return document.fullscreenElement === this.section || this.section.contains(event.target as Node);
  }

  private follow(rel: "next" | "prev"): void {
    const link = this.section.querySelector<HTMLAnchorElement>(`.v-turn a[rel="${rel}"]`);
    if (link) void this.turnTo(link.href, true);
  }

  private async turnTo(address: string, remember: boolean): Promise<void> {
    if (this.turning) return;
    this.turning = true;
    this.section.setAttribute("aria-busy", "true");
    const before = document.activeElement?.getAttribute("rel") ?? "";
    if (await swapPage(address, remember)) {
      this.picture.show();
      showFirstHit(this.section);
      if (before) this.section.querySelector<HTMLElement>(`.v-turn a[rel="${before}"]`)?.focus();
    } else {
      location.assign(address);
    }
    this.section.removeAttribute("aria-busy");
    this.turning = false;
  }
}

function plain(event: MouseEvent): boolean {
  return event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input, select, textarea");
}

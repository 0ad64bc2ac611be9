/* The frame around the picture: tools, keys, the text beside it, and the turning of pages. */
import { facingPage } from "./facing";
import type { Facing } from "./facing";
import { Hits } from "./hits";
import { lightTools, turnNegative } from "./light";
import { lineTouch, showFirstHit } from "./lines";
import { remember, remembered } from "./memory";
import { Picture } from "./picture";
import { forgetRegion, regionTool } from "./region";
import { stripInSight, swapPage } from "./swap";
import { pressed } from "./tool";

/* Tools that are on or off, and the class that the viewer has while they are off. */
const SWITCHES: Record<string, string> = { hits: "no-hits", text: "no-text" };

export class Frame {
  private readonly picture: Picture;
  private readonly hits: Hits;
  private turning = false;
  private beside: Facing | null = null;

  constructor(private readonly section: HTMLElement) {
    this.picture = new Picture(section);
    this.hits = new Hits(section, this.picture);
  }

  async open(): Promise<void> {
    this.asRemembered();
    lineTouch(this.section, (box) => this.picture.bringIntoView(box));
    lightTools(this.section);
    regionTool(this.section, this.picture);
    this.section.addEventListener("click", (event) => this.clicked(event));
    document.addEventListener("keydown", (event) => this.keyed(event));
    window.addEventListener("popstate", () => void this.turnTo(location.href, false));
    window.addEventListener("beforeprint", () => this.forPaper());
    window.addEventListener("afterprint", () => this.picture.show(this.beside));
    this.picture.onSwipe((toRight) => this.follow(toRight === this.isLeftward() ? "prev" : "next"));
    await this.shown();
  }

  /* Whatever lies open now: the picture, alone or with the page that faces it, the first hit, the place in the strip. */
  private async shown(): Promise<void> {
    const facing = this.section.dataset["facing"] ?? "";
    this.beside = this.isOn("spread") && facing ? await facingPage(facing) : null;
    this.picture.show(this.beside);
    showFirstHit(this.section);
    stripInSight();
  }

  private forPaper(): void {
    this.picture.forPaper();
    document.querySelector(".qr")?.setAttribute("open", "");
  }

  private asRemembered(): void {
    for (const name of ["text", "spread"]) {
      const tool = this.tool(name);
      const wanted = remembered(name);
      if (!tool || wanted === undefined) continue;
      tool.setAttribute("aria-pressed", wanted);
      if (SWITCHES[name]) this.section.classList.toggle(SWITCHES[name], wanted !== "true");
    }
  }

  private clicked(event: MouseEvent): void {
    const target = event.target as Element;
    const link = target.closest<HTMLAnchorElement>(".v-turn a[rel], .strip a, .v-found a");
    if (link && plain(event)) {
      event.preventDefault();
      if (link.dataset["does"]) this.toHit(link.dataset["does"] === "hit-after" ? 1 : -1);
      else if (link.rel === "next" || link.rel === "prev") this.follow(link.rel);
      else void this.turnTo(link.href, true);
      return;
    }
    const tool = target.closest<HTMLButtonElement>("button[data-does]");
    if (tool) this.use(tool);
  }

  private use(tool: HTMLButtonElement): void {
    const does = tool.dataset["does"] ?? "";
    const tools: Record<string, () => void> = {
      "zoom-in": () => this.picture.zoom(1.4),
      "zoom-out": () => this.picture.zoom(1 / 1.4),
      whole: () => this.picture.whole(),
      turn: () => this.picture.turn(),
      "hit-before": () => this.toHit(-1),
      "hit-after": () => this.toHit(1),
      hits: () => this.switched(tool, does),
      text: () => this.switched(tool, does),
      spread: () => {
        this.switched(tool, does);
        void this.shown();
      },
      screen: () => void this.fullScreen(),
      light: () => this.unfolded(tool),
      keys: () => this.unfolded(tool),
    };
    tools[does]?.();
  }

  private switched(tool: HTMLButtonElement, name: string): void {
    const on = pressed(tool);
    remember(name, String(on));
    if (SWITCHES[name]) this.section.classList.toggle(SWITCHES[name], !on);
  }

  private unfolded(tool: HTMLButtonElement): void {
    const panel = document.getElementById(tool.getAttribute("aria-controls") ?? "");
    if (!panel) return;
    panel.hidden = !panel.hidden;
    tool.setAttribute("aria-expanded", String(!panel.hidden));
  }

  private tool(name: string): HTMLButtonElement | null {
    return this.section.querySelector<HTMLButtonElement>(`button[data-does="${name}"]`);
  }

  private isOn(name: string): boolean {
    return this.tool(name)?.getAttribute("aria-pressed") === "true";
  }

  private async fullScreen(): Promise<void> {
    if (document.fullscreenElement) await document.exitFullscreen();
    else await this.section.requestFullscreen();
  }

  /* Left and right follow the book: in one that reads from the right, left is onward. */
  private keyed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || isField(event.target)) return;
    const onward = this.isLeftward() ? "ArrowLeft" : "ArrowRight";
    const keys: Record<string, () => void> = {
      "+": () => this.picture.zoom(1.4),
      "=": () => this.picture.zoom(1.4),
      "-": () => this.picture.zoom(1 / 1.4),
      "0": () => this.picture.whole(),
      n: () => this.toHit(1),
      p: () => this.toHit(-1),
      r: () => this.picture.turn(),
      i: () => turnNegative(this.section),
      PageDown: () => this.follow("next"),
      PageUp: () => this.follow("prev"),
      ArrowLeft: () => this.follow(onward === "ArrowLeft" ? "next" : "prev"),
      ArrowRight: () => this.follow(onward === "ArrowRight" ? "next" : "prev"),
    };
    const buttons: Record<string, string> = { s: "spread", t: "text", c: "region", f: "screen", "?": "keys" };
    const button = this.tool(buttons[event.key] ?? "");
    const act = keys[event.key] ?? (button ? () => button.click() : undefined);
    const inText = (event.target as Element).closest(".leaftext") !== null;
    if (!act || (inText && event.key.length > 1) || !this.inReach(event)) return;
    event.preventDefault();
    act();
  }

  /* Keys belong to the viewer only while the reader is in it: elsewhere they scroll the page. */
  private inReach(event: KeyboardEvent): boolean {
    return document.fullscreenElement === this.section || this.section.contains(event.target as Node);
  }

  private isLeftward(): boolean {
    return this.section.classList.contains("rtl");
  }

  /* From two pages one turns past both. */
  private follow(rel: "next" | "prev"): void {
    const link = this.section.querySelector<HTMLAnchorElement>(`.v-turn a[rel="${rel}"]`);
    const beside = this.beside;
    if (!link) return;
    const past = beside && link.getAttribute("href") === beside.address;
    const further = past ? (rel === "next" ? beside.next : beside.previous) : link.href;
    if (further) void this.turnTo(new URL(further, location.href).href, true);
  }

  private toHit(by: 1 | -1): void {
    if (this.hits.step(by)) return;
    const address = this.hits.address(by);
    if (address) void this.turnTo(address, true).then(() => this.hits.begin(by < 0)).then(() => this.hits.step(by));
  }

  private async turnTo(address: string, push: boolean): Promise<void> {
    if (this.turning) return;
    this.turning = true;
    this.section.setAttribute("aria-busy", "true");
    const before = document.activeElement?.getAttribute("rel") ?? "";
    if (await swapPage(address, push)) {
      forgetRegion(this.section);
      this.hits.begin();
      await this.shown();
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

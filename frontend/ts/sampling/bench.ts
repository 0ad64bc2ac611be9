/* What lies on the bench: the keys, the picture, and the turning to another page or item. */
import { Picture } from "../viewer/picture";
import { elementOf } from "./keys";
import { layFresh } from "./swap";

export class Bench {
  private readonly picture: Picture;
  private busy = false;

  constructor(private readonly section: HTMLElement) {
    this.picture = new Picture(section);
  }

  open(): void {
    document.documentElement.classList.add("has-bench");
    this.show();
    document.addEventListener("keydown", (event) => this.keyed(event));
    document.addEventListener("click", (event) => this.clicked(event));
    document.addEventListener("submit", (event) => this.sent(event));
    window.addEventListener("popstate", () => void this.lay(location.href, null));
  }

  private keyed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const field = event.target instanceof HTMLElement && event.target.matches("input, select, textarea");
    if (field) {
      if (event.key !== "Escape" && !(event.key === "Enter" && event.target.matches("[type='text']"))) return;
      event.preventDefault(); // back to the keys; what was typed goes with the next defect
      (event.target as HTMLElement).blur();
      return;
    }
    const meant = elementOf(document, event.key);
    if (!meant) return;
    event.preventDefault();
    if (meant.matches("input")) meant.focus();
    else meant.click();
  }

  private clicked(event: MouseEvent): void {
    const target = event.target as Element;
    const tool = target.closest<HTMLButtonElement>("button[data-does]");
    if (tool) {
      this.use(tool.dataset["does"] ?? "");
      return;
    }
    const link = target.closest<HTMLAnchorElement>("#bench a[href], #bench-turn a");
    if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || !this.isHere(link.href)) return;
    event.preventDefault();
    void this.lay(link.href, null);
  }

  private use(tool: string): void {
    const tools: Record<string, () => void> = {
      in: () => this.picture.zoom(1.4),
      out: () => this.picture.zoom(1 / 1.4),
      whole: () => this.picture.whole(),
      turn: () => this.picture.turn(),
    };
    tools[tool]?.();
  }

  private sent(event: SubmitEvent): void {
    const form = event.target as HTMLFormElement;
    if (!this.section.contains(form)) return;
    event.preventDefault();
    const said = new FormData(form);
    const button = event.submitter;
    if (button instanceof HTMLButtonElement && button.name) said.append(button.name, button.value);
    void this.lay(form.action, said);
  }

  /* Another item of the same sample, or another page of this one, lies on the same bench. */
  private isHere(address: string): boolean {
    const folder = (path: string): string => path.replace(/\d+\/$/, "");
    const there = new URL(address, location.href);
    return there.origin === location.origin && folder(there.pathname) === folder(location.pathname);
  }

  private async lay(address: string, said: FormData | null): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.section.setAttribute("aria-busy", "true");
    const laid = await layFresh(address, said, this.section);
    if (laid === "elsewhere") location.assign(said ? location.href : address);
    else if (laid === "another picture") this.show();
    this.section.removeAttribute("aria-busy");
    this.busy = false;
  }

  private show(): void {
    if (this.section.dataset["service"]) this.picture.show();
  }
}

/* The search box offers titles, names and codes while one types: a combobox with a list (WAI-ARIA 1.2, combobox with
   manual selection). The list lies over the page, so that nothing moves; the form works as ever without it. */
interface Suggestion {
  kind: "code" | "title" | "name";
  text: string;
  code: string;
  href: string;
}

const PAUSE = 120;
let boxes = 0;

export function suggest(): void {
  for (const input of document.querySelectorAll<HTMLInputElement>("input[data-suggest]")) new Box(input);
}

class Box {
  private readonly list = document.createElement("ul");
  private readonly said = document.createElement("span");
  private waiting = 0;
  private asking: AbortController | null = null;
  private at = -1;

  constructor(private readonly input: HTMLInputElement) {
    this.list.id = `suggested-${++boxes}`;
    this.list.className = "suggested";
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", input.dataset["suggestLabel"] ?? "");
    this.said.className = "sr";
    this.said.setAttribute("role", "status");
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", this.list.id);
    input.insertAdjacentElement("afterend", this.list);
    this.list.insertAdjacentElement("afterend", this.said);
    input.addEventListener("input", (event) => this.typed(event as InputEvent));
    input.addEventListener("compositionend", () => this.later());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => this.close());
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = (event.target as Element).closest<HTMLElement>("[role=option]");
      if (option) this.go(option);
    });
  }

  /* While an input method composes, what stands in the box is no word yet. */
  private typed(event: InputEvent): void {
    if (!event.isComposing) this.later();
  }

  private later(): void {
    window.clearTimeout(this.waiting);
    this.asking?.abort();
    if (!this.input.value.trim()) {
      this.close();
      return;
    }
    this.waiting = window.setTimeout(() => void this.ask(), PAUSE);
  }

  private async ask(): Promise<void> {
    const asking = (this.asking = new AbortController());
    const query = new URLSearchParams({ q: this.input.value.trim() });
    try {
      const answer = await fetch(`${this.input.dataset["suggest"] ?? ""}?${query}`, { signal: asking.signal });
      if (!answer.ok) return;
      const found = ((await answer.json()) as { suggestions: Suggestion[] }).suggestions;
      if (this.asking === asking && document.activeElement === this.input) this.show(found);
    } catch {
      /* Given up for a newer one, or the network is gone: the form still sends. */
    }
  }

  private show(found: Suggestion[]): void {
    if (!found.length) {
      this.close();
      return;
    }
    this.at = -1;
    this.list.replaceChildren(...found.map((one, index) => this.option(one, index)));
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.input.removeAttribute("aria-activedescendant");
    this.said.textContent = (this.input.dataset["suggestCount"] ?? "").replace("#", String(found.length));
  }

  private option(one: Suggestion, index: number): HTMLElement {
    const item = document.createElement("li");
    item.id = `${this.list.id}-${index}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.dataset["href"] = one.href;
    const text = document.createElement("span");
    text.textContent = one.text;
    text.lang = this.input.dataset["suggestLang"] ?? "";
    const note = document.createElement("small");
    note.textContent = one.code || (this.input.dataset["suggestName"] ?? "");
    item.append(text, note);
    return item;
  }

  private key(event: KeyboardEvent): void {
    if (event.isComposing || this.list.hidden) return;
    const options = [...this.list.children] as HTMLElement[];
    const chosen = options[this.at];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      /* Above the first and below the last stands the box itself. */
      this.mark(options, ((this.at + 1 + step + options.length + 1) % (options.length + 1)) - 1);
    } else if (event.key === "Escape") {
      event.preventDefault();
      this.close();
    } else if (event.key === "Enter" && chosen) {
      event.preventDefault();
      this.go(chosen);
    }
  }

  private mark(options: HTMLElement[], at: number): void {
    this.at = at;
    options.forEach((one, index) => one.setAttribute("aria-selected", String(index === at)));
    const chosen = options[at];
    if (chosen) {
      this.input.setAttribute("aria-activedescendant", chosen.id);
      chosen.scrollIntoView({ block: "nearest" });
    } else this.input.removeAttribute("aria-activedescendant");
  }

  private go(option: HTMLElement): void {
    const href = option.dataset["href"];
    if (href) window.location.assign(href);
  }

  private close(): void {
    window.clearTimeout(this.waiting);
    this.asking?.abort();
    this.at = -1;
    this.list.hidden = true;
    this.said.textContent = "";
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}

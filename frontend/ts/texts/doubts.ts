/* Doubtful characters, the least sure first: the next one is selected in its line, and what is offered taken for it. */
import { fieldOf } from "./line";

export class Doubts {
  private readonly listed: HTMLElement[];
  private at = -1;

  constructor(
    private readonly form: HTMLElement,
    private readonly changed: (field: HTMLTextAreaElement) => void,
  ) {
    this.listed = Array.from(form.querySelectorAll<HTMLElement>(".doubts > li"));
    for (const [number, one] of this.listed.entries()) {
      one.addEventListener("click", (event) => this.clicked(event, number));
    }
  }

  go(by: number): void {
    if (!this.listed.length) return;
    this.at = (this.at + by + this.listed.length) % this.listed.length;
    this.select(this.at);
  }

  /* The nth character that is offered for the one that is selected. */
  take(nth: number): boolean {
    const offer = this.listed[this.at]?.querySelectorAll<HTMLElement>("[data-offer]")[nth - 1];
    if (offer) this.put(this.at, offer.dataset["offer"] ?? "");
    return offer !== undefined;
  }

  private clicked(event: MouseEvent, number: number): void {
    const offer = (event.target as Element).closest<HTMLElement>("[data-offer]");
    if (!offer && !(event.target as Element).closest("a")) return;
    event.preventDefault();
    this.at = number;
    if (offer) this.put(number, offer.dataset["offer"] ?? "");
    else this.select(number);
  }

  /* Where it was read, or the nearest place at which it still stands: the line may have been changed before it. */
  private select(number: number): { field: HTMLTextAreaElement; from: number; to: number } | null {
    const one = this.listed[number];
    const line = one && this.form.querySelector(`.line[data-line="${one.dataset["line"]}"]`);
    if (!one || !line) return null;
    for (const other of this.listed) other.classList.toggle("here", other === one);
    one.scrollIntoView({ block: "nearest" });
    const field = fieldOf(line);
    const text = one.dataset["text"] ?? "";
    const from = nearest(field.value, text, Number(one.dataset["at"]));
    field.focus();
    if (from < 0) return null;
    field.setSelectionRange(from, from + text.length);
    return { field, from, to: from + text.length };
  }

  private put(number: number, text: string): void {
    const found = this.select(number);
    if (!found) return;
    found.field.setRangeText(text, found.from, found.to, "select");
    const one = this.listed[number];
    if (one) one.dataset["text"] = text;
    one?.classList.add("settled");
    this.changed(found.field);
  }
}

function nearest(value: string, text: string, at: number): number {
  const before = value.lastIndexOf(text, at);
  const after = value.indexOf(text, at);
  if (before < 0 || after < 0) return Math.max(before, after);
  return at - before <= after - at ? before : after;
}

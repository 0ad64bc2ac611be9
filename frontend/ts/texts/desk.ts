/* What lies on the desk: the lines, the picture beside them, and the keys. */
import { Picture } from "../viewer/picture";
import { pressed } from "../viewer/tool";
import { Doubts } from "./doubts";
import { Dragging } from "./dragging";
import { Pen, light, show } from "./drawn";
import { around, boxOf, fieldOf, lineAfter, numberAll, parted, place, runsDown } from "./line";

export class Desk {
  private readonly list: HTMLOListElement;
  private readonly picture: Picture;
  private readonly pen: Pen;
  private readonly doubts: Doubts;
  private readonly told: HTMLElement | null;
  private here: HTMLElement | null = null;
  private numbers: number;
  private moved = false;
  private sending = false;

  constructor(private readonly form: HTMLFormElement) {
    this.list = form.querySelector("#lines") as HTMLOListElement;
    this.told = form.querySelector("#text-told");
    this.numbers = this.list.children.length;
    this.picture = new Picture(form);
    const stage = form.querySelector("#stage") as HTMLElement;
    this.pen = new Pen(stage, this.picture, (box) => this.drawn(box), (box) => show("new", box));
    this.doubts = new Doubts(form, (field) => this.changed(field));
  }

  open(): void {
    document.documentElement.classList.add("has-bench");
    for (const line of this.lines()) fieldOf(line).dataset["stands"] = fieldOf(line).defaultValue;
    this.list.addEventListener("focusin", (event) => this.enter((event.target as Element).closest<HTMLElement>(".line")));
    this.list.addEventListener("input", (event) => this.changed(event.target as HTMLTextAreaElement));
    document.addEventListener("keydown", (event) => this.keyed(event));
    this.form.addEventListener("click", (event) => this.clicked(event));
    new Dragging(this.list, (line) => this.hasMoved(line));
    this.form.addEventListener("submit", () => (this.sending = true));
    window.addEventListener("beforeunload", (event) => {
      if (!this.sending && this.isChanged()) event.preventDefault();
    });
    if (this.form.dataset["service"]) this.picture.show();
    this.lines().forEach((line) => fit(fieldOf(line)));
    this.tell();
  }

  // -- keys ------------------------------------------------------------------------------------

  private keyed(event: KeyboardEvent): void {
    if (event.isComposing) return; // Enter and the digits choose a character there
    const line = (event.target as Element).closest<HTMLElement>(".line");
    if (this.anywhere(event) || (line && this.inLine(event, line))) event.preventDefault();
  }

  private anywhere(event: KeyboardEvent): boolean {
    if (event.key === "F8") this.doubts.go(event.shiftKey ? -1 : 1);
    else if (event.key === "F9") this.form.querySelector<HTMLButtonElement>('[data-does="box"]')?.click();
    else if (event.ctrlKey && event.key === "s") this.form.requestSubmit(this.form.querySelector("[data-save]"));
    else if (event.altKey && /^Digit[1-6]$/.test(event.code)) return this.doubts.take(Number(event.code.slice(-1)));
    else return false;
    return true;
  }

  private inLine(event: KeyboardEvent, line: HTMLElement): boolean {
    if (!(event.target instanceof HTMLTextAreaElement)) return false;
    if (event.key === "Enter" && event.ctrlKey) this.split(line);
    else if (event.key === "Enter") this.step(line, event.shiftKey ? -1 : 1);
    else if (event.ctrlKey && event.key === "j") this.join(line);
    else if (event.altKey && event.key === "ArrowUp") this.move(line, -1);
    else if (event.altKey && event.key === "ArrowDown") this.move(line, 1);
    else if (event.key === "Escape") this.putBack(line);
    else return false;
    return true;
  }

  private clicked(event: MouseEvent): void {
    const tool = (event.target as Element).closest<HTMLButtonElement>("button[data-does]");
    const tools: Record<string, (tool: HTMLButtonElement) => void> = {
      in: () => this.picture.zoom(1.4),
      out: () => this.picture.zoom(1 / 1.4),
      whole: () => this.picture.whole(),
      box: (button) => this.pen.hold(pressed(button)),
      upright: (button) => {
        this.list.classList.toggle("v", pressed(button));
        this.lines().forEach((line) => fit(fieldOf(line)));
      },
    };
    if (tool) tools[tool.dataset["does"] ?? ""]?.(tool);
  }

  // -- lines -----------------------------------------------------------------------------------

  private lines(): HTMLElement[] {
    return Array.from(this.list.children) as HTMLElement[];
  }

  private enter(line: HTMLElement | null): void {
    this.here = line;
    if (line) fieldOf(line).dataset["came"] = fieldOf(line).value;
    light(line?.dataset["line"] ?? null);
    const box = line && boxOf(line);
    if (box) this.picture.bringIntoView(box);
  }

  private step(line: HTMLElement, by: number): void {
    const next = this.lines()[this.lines().indexOf(line) + by];
    if (next) fieldOf(next).focus();
  }

  private move(line: HTMLElement, by: number): void {
    const other = this.lines()[this.lines().indexOf(line) + by];
    if (!other) return;
    if (by < 0) other.before(line);
    else other.after(line);
    this.hasMoved(line);
  }

  private hasMoved(line: HTMLElement): void {
    this.moved = true;
    fieldOf(line).focus();
    this.settle();
  }

  private split(line: HTMLElement): void {
    const field = fieldOf(line);
    const at = field.selectionStart;
    if (at <= 0 || at >= field.value.length) return;
    const box = boxOf(line);
    const parts = box && parted(box, at / field.value.length, runsDown(line));
    const made = lineAfter(line, this.numbers++);
    fieldOf(made).value = field.value.slice(at);
    field.dataset["came"] = field.value = field.value.slice(0, at);
    this.lay(line, parts?.[0] ?? null);
    this.lay(made, parts?.[1] ?? null);
    this.settle();
    fieldOf(made).focus();
    fieldOf(made).setSelectionRange(0, 0);
  }

  /* The other line is emptied, and goes when the text is saved. */
  private join(line: HTMLElement): void {
    const other = this.lines()[this.lines().indexOf(line) + 1];
    if (!other || !fieldOf(other).value) return;
    const field = fieldOf(line);
    const at = field.value.length;
    field.value += fieldOf(other).value;
    fieldOf(other).value = "";
    this.lay(line, around(boxOf(line), boxOf(other)));
    this.lay(other, null);
    field.dataset["came"] = field.value;
    this.settle();
    field.focus();
    field.setSelectionRange(at, at);
  }

  /* As it was when the cursor came to it: never what was split off or joined since, which would lose text. */
  private putBack(line: HTMLElement): void {
    const field = fieldOf(line);
    field.value = field.dataset["came"] ?? "";
    this.changed(field);
  }

  private drawn(box: { x: number; y: number; width: number; height: number }): void {
    show("new", null);
    if (this.here) this.lay(this.here, box);
    this.moved = true;
    this.form.querySelector<HTMLButtonElement>('[data-does="box"][aria-pressed="true"]')?.click();
    if (this.here) fieldOf(this.here).focus();
    this.tell();
  }

  private lay(line: HTMLElement, box: { x: number; y: number; width: number; height: number } | null): void {
    place(line, box);
    show(line.dataset["line"] ?? "", box);
  }

  // -- what is changed -------------------------------------------------------------------------

  private changed(field: HTMLTextAreaElement): void {
    if (field.value.includes("\n")) field.value = field.value.replace(/\s*\n\s*/g, " ");
    fit(field);
    this.tell();
  }

  private settle(): void {
    numberAll(this.list);
    this.lines().forEach((line) => fit(fieldOf(line)));
    this.tell();
  }

  private isChanged(): boolean {
    return this.moved || this.lines().some((line) => isOther(fieldOf(line)));
  }

  private tell(): void {
    const count = this.lines().filter((line) => isOther(fieldOf(line))).length;
    for (const line of this.lines()) line.classList.toggle("changed", isOther(fieldOf(line)));
    if (this.told) this.told.textContent = count ? (this.told.dataset["told"] ?? "").replace("{n}", String(count)) : "";
  }
}

function isOther(field: HTMLTextAreaElement): boolean {
  return field.value !== (field.dataset["stands"] ?? "");
}

/* As many rows, or columns where it stands upright, as its text needs. */
function fit(field: HTMLTextAreaElement): void {
  field.rows = 1;
  const upright = field.closest(".v") !== null;
  const more = upright ? field.scrollWidth - field.clientWidth : field.scrollHeight - field.clientHeight;
  const line = parseFloat(getComputedStyle(field).lineHeight);
  if (more > 4) field.rows = 1 + Math.ceil((more - 4) / line);
}

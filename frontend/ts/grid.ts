/* The table of cells in the office: keys lead from cell to cell, a copied range is pasted over many. Without script
   it is an ordinary form. */
import { cellsOf } from "./grid/clipboard";

const table = document.querySelector<HTMLTableElement>("[data-grid]");
if (table) begin(table);

function begin(grid: HTMLTableElement): void {
  document.documentElement.classList.add("has-grid");
  const rows = Array.from(grid.tBodies[0]?.rows ?? [], (row) => Array.from(row.querySelectorAll("textarea")));
  const cells = rows.flat();
  const form = grid.closest("form");
  const told = form?.querySelector<HTMLElement>("[data-told]");
  const asLoaded = new Map(cells.map((cell) => [cell, cell.value]));
  let sending = false;

  for (const [line, row] of rows.entries()) {
    for (const [place, cell] of row.entries()) {
      cell.addEventListener("keydown", (event) => key(event, cell, line, place));
      cell.addEventListener("paste", (event) => paste(event, line, place));
      cell.addEventListener("input", () => (fit(cell), mark(cell), tell()));
      cell.addEventListener("focus", () => fit(cell));
    }
  }
  form?.addEventListener("submit", () => (sending = true));
  window.addEventListener("beforeunload", (event) => {
    if (!sending && cells.some((cell) => cell.value !== asLoaded.get(cell))) event.preventDefault();
  });
  cells.forEach(fit);
  tell();

  function key(event: KeyboardEvent, cell: HTMLTextAreaElement, line: number, place: number): void {
    if (event.isComposing) return; // Enter and the arrows choose a character there
    const way = direction(event, cell);
    if (event.key === "Escape") {
      write(cell, cell.dataset["stands"] ?? "");
      tell();
    } else if (way) {
      const next = rows[line + way.down]?.[place + way.right];
      if (next) {
        event.preventDefault();
        next.focus();
        next.select();
      }
    }
  }

  /** A range from a spreadsheet goes over the cells to the right and below; one cell is pasted as any text. */
  function paste(event: ClipboardEvent, line: number, place: number): void {
    const pasted = cellsOf(event.clipboardData?.getData("text/plain") ?? "");
    if (pasted.length < 2 && (pasted[0]?.length ?? 0) < 2) return;
    event.preventDefault();
    pasted.forEach((values, down) =>
      values.forEach((value, right) => {
        const cell = rows[line + down]?.[place + right];
        if (cell) write(cell, value);
      }),
    );
    tell();
  }

  function write(cell: HTMLTextAreaElement, value: string): void {
    cell.value = value;
    fit(cell);
    mark(cell);
  }

  function tell(): void {
    const count = cells.filter(isChanged).length;
    if (told) told.textContent = count ? (told.dataset["told"] ?? "").replace("{n}", String(count)) : "";
  }
}

function direction(event: KeyboardEvent, cell: HTMLTextAreaElement): { down: number; right: number } | null {
  if (event.altKey || event.ctrlKey || event.metaKey) return null;
  const whole = cell.selectionStart === 0 && cell.selectionEnd === cell.value.length;
  const atStart = whole || cell.selectionEnd === 0;
  const atEnd = whole || cell.selectionStart === cell.value.length;
  const lines = "lines" in cell.dataset;
  switch (event.key) {
    case "Enter":
      return lines && !whole ? null : { down: event.shiftKey ? -1 : 1, right: 0 };
    case "ArrowUp":
      return lines && !atStart ? null : { down: -1, right: 0 };
    case "ArrowDown":
      return lines && !atEnd ? null : { down: 1, right: 0 };
    case "ArrowLeft":
      return atStart ? { down: 0, right: -1 } : null;
    case "ArrowRight":
      return atEnd ? { down: 0, right: 1 } : null;
    default:
      return null;
  }
}

function isChanged(cell: HTMLTextAreaElement): boolean {
  return cell.value !== (cell.dataset["stands"] ?? "");
}

function mark(cell: HTMLTextAreaElement): void {
  cell.closest("td")?.classList.toggle("changed", isChanged(cell));
}

/** As high as its text, up to a limit of the style sheet. */
function fit(cell: HTMLTextAreaElement): void {
  cell.rows = 1;
  const line = parseFloat(getComputedStyle(cell).lineHeight);
  const more = cell.scrollHeight - cell.clientHeight;
  if (more > 4) cell.rows = Math.min(8, 1 + Math.ceil((more - 4) / line));
}

/* A line is dragged by its number to another place in the order; the keys do the same. */
export class Dragging {
  private line: HTMLElement | null = null;

  constructor(private readonly list: HTMLElement, private readonly settled: (line: HTMLElement) => void) {
    let moved = false;
    list.addEventListener("pointerdown", (event) => {
      const number = (event.target as Element).closest<HTMLElement>(".line label");
      if (!number || event.button !== 0) return;
      this.line = number.closest<HTMLElement>(".line");
      moved = false;
      number.setPointerCapture(event.pointerId);
    });
    list.addEventListener("pointermove", (event) => {
      if (this.line && this.over(event.clientX, event.clientY)) moved = true;
      this.line?.classList.toggle("dragged", moved);
    });
    for (const end of ["pointerup", "pointercancel"]) {
      list.addEventListener(end, () => {
        const line = this.line;
        this.line = null;
        line?.classList.remove("dragged");
        if (line && moved) this.settled(line);
      });
    }
    list.addEventListener("click", (event) => {
      if (moved) event.preventDefault(); // a number that was dragged was not pressed
      moved = false;
    });
  }

  /* Whether the line has changed places with the one under the pointer, once past the middle of that one. */
  private over(x: number, y: number): boolean {
    const line = this.line as HTMLElement;
    const other = document.elementFromPoint(x, y)?.closest<HTMLElement>(".line");
    if (!other || other === line || other.parentElement !== this.list) return false;
    const back = Boolean(other.compareDocumentPosition(line) & Node.DOCUMENT_POSITION_FOLLOWING);
    const box = other.getBoundingClientRect();
    const upright = this.list.classList.contains("v");
    const beyond = upright ? box.x + box.width / 2 - x : y - box.y - box.height / 2;
    if (back ? beyond > 0 : beyond < 0) return false;
    if (back) other.before(line);
    else other.after(line);
    line.scrollIntoView({ block: "nearest", inline: "nearest" });
    return true;
  }
}

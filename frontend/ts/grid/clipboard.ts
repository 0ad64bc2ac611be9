/* What spreadsheets put on the clipboard: cells parted by tabs, rows by line ends; a cell with either in it stands in
   quotation marks, its own doubled. */
export function cellsOf(text: string): string[][] {
  let row: string[] = [];
  const rows = [row];
  let cell = "";
  let place = 0;
  const end = (): void => {
    row.push(cell);
    cell = "";
  };
  while (place < text.length) {
    const quoted = cell === "" && text[place] === '"' ? /^"((?:[^"]|"")*)"(?=[\t\r\n]|$)/.exec(text.slice(place)) : null;
    const sign = text[place] ?? "";
    if (quoted) {
      cell = (quoted[1] ?? "").replaceAll('""', '"');
      place += quoted[0].length;
    } else if (sign === "\t") {
      end();
      place += 1;
    } else if (sign === "\n" || sign === "\r") {
      end();
      row = [];
      rows.push(row);
      place += text.startsWith("\r\n", place) ? 2 : 1;
    } else {
      cell += sign;
      place += 1;
    }
  }
  end();
  if (rows.length > 1 && row.length === 1 && row[0] === "") rows.pop(); // the line end after the last row
  return rows;
}

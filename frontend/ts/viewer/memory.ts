/* What the reader chose in the viewer, for as long as the tab is open: no cookie, and nothing that the server sees. */
const KEY = "lantai.viewer";

type Choices = Record<string, string>;

export function remembered(name: string): string | undefined {
  return all()[name];
}

export function remember(name: string, value: string): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ ...all(), [name]: value }));
  } catch {
    return; // a browser that keeps nothing: the choice holds until the page is left
  }
}

function all(): Choices {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "{}") as Choices;
  } catch {
    return {};
  }
}

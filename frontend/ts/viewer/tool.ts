/* A button that is on or off: turns it over and tells its new state. */
export function pressed(tool: HTMLButtonElement): boolean {
  const on = tool.getAttribute("aria-pressed") !== "true";
  tool.setAttribute("aria-pressed", String(on));
  return on;
}

/* Keys stand in the page: `data-key` names those that mean an element, parted by spaces. */
export function elementOf(within: ParentNode, key: string): HTMLElement | null {
  const wanted = key.length === 1 ? key.toLowerCase() : key;
  const keyed = within.querySelectorAll<HTMLElement>("[data-key]");
  return Array.from(keyed).find((one) => (one.dataset["key"] ?? "").split(" ").includes(wanted)) ?? null;
}

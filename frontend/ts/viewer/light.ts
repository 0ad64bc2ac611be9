/* Brightness and contrast, for faded ink: a filter on the picture only, never on the boxes. */
export function lightTools(section: HTMLElement): void {
  const tool = section.querySelector<HTMLButtonElement>('button[data-does="light"]');
  const panel = section.querySelector<HTMLElement>("#v-light");
  if (!tool || !panel) return;
  tool.addEventListener("click", () => {
    panel.hidden = !panel.hidden;
    tool.setAttribute("aria-expanded", String(!panel.hidden));
  });
  const sliders = [...panel.querySelectorAll<HTMLInputElement>("[data-light]")];
  const apply = (): void => {
    for (const one of sliders) section.style.setProperty(`--${one.dataset["light"]}`, `${one.value}%`);
  };
  panel.addEventListener("input", apply);
  panel.querySelector("[data-light-reset]")?.addEventListener("click", () => {
    for (const one of sliders) one.value = "100";
    apply();
  });
}

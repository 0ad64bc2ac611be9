/* Brightness, contrast and negative, for faded ink: a filter on the picture only, never on the boxes. */
import { remember, remembered } from "./memory";

export function lightTools(section: HTMLElement): void {
  const panel = section.querySelector<HTMLElement>("#v-light");
  if (!panel) return;
  const sliders = [...panel.querySelectorAll<HTMLInputElement>("[data-light]")];
  const negative = panel.querySelector<HTMLInputElement>("[data-invert]");
  const apply = (): void => {
    for (const one of sliders) {
      section.style.setProperty(`--${one.dataset["light"]}`, `${one.value}%`);
      remember(one.dataset["light"] ?? "", one.value);
    }
    section.style.setProperty("--negative", negative?.checked ? "1" : "0");
    remember("negative", negative?.checked ? "1" : "0");
  };
  for (const one of sliders) one.value = remembered(one.dataset["light"] ?? "") ?? "100";
  if (negative) negative.checked = remembered("negative") === "1";
  apply();
  panel.addEventListener("input", apply);
  panel.addEventListener("click", (event) => {
    if (!(event.target as Element).closest("[data-light-reset]")) return;
    for (const one of sliders) one.value = "100";
    if (negative) negative.checked = false;
    apply();
  });
}

export function turnNegative(section: HTMLElement): void {
  const negative = section.querySelector<HTMLInputElement>("[data-invert]");
  if (!negative) return;
  negative.checked = !negative.checked;
  negative.dispatchEvent(new Event("input", { bubbles: true }));
}

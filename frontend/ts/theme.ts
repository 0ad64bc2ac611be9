/* Dark or light: kept in a cookie, so that the server writes it into the page and nothing flashes. */
const YEAR = 365 * 24 * 3600;

export function themeToggle(): void {
  for (const button of document.querySelectorAll("[data-theme-toggle]")) {
    button.addEventListener("click", () => choose(isDark() ? "light" : "dark"));
  }
}

function isDark(): boolean {
  const chosen = document.documentElement.dataset["theme"];
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

function choose(theme: "light" | "dark"): void {
  document.documentElement.dataset["theme"] = theme;
  document.cookie = `lantai_theme=${theme};path=/;max-age=${YEAR};samesite=lax`;
}

import styles from "./crash.module.css";

/** The second end within so many milliseconds is no accident. */
const again = 10_000;
const crashKey = "sharing-planner/crash";

/**
 * Says that the app has stopped, and hands the text out. Made without React and without any other
 * part of the app, of which nobody knows any more whether it works.
 */
export function showCrash(root: HTMLElement, message: string, shown: string): void {
  const repeated = noteCrash(Date.now());
  // it may have stopped before it had opened anything
  const saved = savedTexts();
  const text = shown === "" ? (saved[0] ?? "") : shown;
  const kept = text === "" || saved.includes(text);
  const reload = button("Reload", () => location.reload());
  const safe = button("Safe start", () => {
    const address = new URL(location.href);
    address.searchParams.delete("present");
    address.searchParams.set("safe", "1");
    location.assign(address);
  });
  const first = repeated ? safe : reload;
  first.dataset["first"] = "true";
  const said = element("output", {});
  const area = element("textarea", { readOnly: true, hidden: true, value: text, rows: 12 });
  area.setAttribute("aria-label", "Your YAML");
  async function copyText(): Promise<void> {
    try {
      // not even there on a page without encryption
      await navigator.clipboard.writeText(text);
      said.textContent = "Copied.";
    } catch {
      said.textContent = "The browser does not allow copying: copy it from here.";
      area.hidden = false;
      area.select();
    }
  }
  const page = element("main", { className: styles["crash"] ?? "" }, [
    element("h1", { textContent: "Sharing Planner has stopped" }),
    element("p", {
      textContent: `${sentence(message)} ${
        kept ? "Your text is safe." : "Copy or download your text before you reload."
      }`,
    }),
    row([
      ...(repeated ? [safe, reload] : [reload, safe]),
      button("Copy my YAML", () => void copyText()),
      button("Download", () => save(text)),
    ]),
    said,
    area,
    element("small", {
      textContent: repeated
        ? "It has stopped twice in a row. A safe start shows your text alone; the analysis waits until you start it."
        : "A safe start shows your text alone; the analysis waits until you start it.",
    }),
  ]);
  page.dataset["testid"] = "crash";
  root.replaceChildren(page);
  first.focus();
}

/** Notes when the app has stopped; says whether it had just done so before. */
function noteCrash(now: number): boolean {
  try {
    const last = Number(sessionStorage.getItem(crashKey));
    sessionStorage.setItem(crashKey, String(now));
    return now - last < again;
  } catch {
    return false;
  }
}

/** The texts that are there after a reload, as they are written: of all windows, and of this one. */
function savedTexts(): readonly string[] {
  return [
    textIn(() => localStorage, "sharing-planner/1"),
    textIn(() => sessionStorage, "sharing-planner/window/1"),
    textIn(() => sessionStorage, "sharing-planner/link/1"),
  ].filter((text) => text !== undefined);
}

function textIn(storage: () => Storage, key: string): string | undefined {
  try {
    const saved: unknown = JSON.parse(storage().getItem(key) ?? "null");
    const text: unknown = Object(saved).text;
    return typeof text === "string" ? text : undefined;
  } catch {
    return undefined;
  }
}

function save(text: string): void {
  const href = URL.createObjectURL(new Blob([text], { type: "application/yaml" }));
  element("a", { href, download: "workflow.yaml" }).click();
}

function sentence(message: string): string {
  const said = message.replace(/^Uncaught (?:\w*Error: )?/, "").trim();
  return said === "" ? "An error has ended the page." : `An error has ended the page: “${said}”.`;
}

function row(children: readonly HTMLElement[]): HTMLElement {
  return element("div", { className: styles["actions"] ?? "" }, children);
}

function button(label: string, press: () => void): HTMLButtonElement {
  const made = element("button", { type: "button", textContent: label });
  made.addEventListener("click", press);
  return made;
}

function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  fields: Partial<HTMLElementTagNameMap[Name]>,
  children: readonly HTMLElement[] = [],
): HTMLElementTagNameMap[Name] {
  const made = Object.assign(document.createElement(name), fields);
  made.append(...children);
  return made;
}

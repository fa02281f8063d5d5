import { runOver } from "../../store/run/run.ts";
import { showDrawer } from "../../store/view/window-layout.ts";

/** Asks for a file of bars to run over. */
export function chooseBars(): void {
  const input = document.createElement("input");
  input.type = "file";
  input.accept = ".csv,.tsv,.tab,.txt,.parquet,.pq,text/csv,text/plain";
  input.addEventListener("change", () => {
    const [file] = input.files ?? [];
    if (file) takeBars(file);
  });
  input.click();
}

/** Runs over a file of bars from now on, and shows the results. */
export function takeBars(file: File): void {
  showDrawer("results");
  void runOver(file);
}

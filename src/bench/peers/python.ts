import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import source from "./seed_reference.py?raw";

const answer = z.object({
  combinations: z.number(),
  risk: z.number(),
  execution: z.number(),
  digest: z.string(),
  seconds: z.array(z.number()),
  wiring_seconds: z.array(z.number()),
});

export type PythonAnswer = z.infer<typeof answer>;

/** The version of Python and PyYAML, or `undefined` where one of them is missing. */
export function pythonVersion(): string | undefined {
  const program =
    "import platform, yaml; print(platform.python_version(), 'PyYAML', yaml.__version__)";
  const { status, stdout } = spawnSync("python3", ["-c", program], { encoding: "utf8" });
  return status === 0 ? `Python ${stdout.trim()}` : undefined;
}

/** Runs the seed's algorithm in Python over a text; the times are its own, without its start. */
export function runPython(text: string, options: readonly string[] = []): PythonAnswer {
  const folder = mkdtempSync(join(tmpdir(), "sharing-bench-"));
  try {
    const file = join(folder, "config.yaml");
    writeFileSync(file, text);
    const { status, stdout, stderr } = spawnSync("python3", ["-", file, ...options], {
      encoding: "utf8",
      input: source,
      maxBuffer: 1 << 28,
    });
    if (status !== 0) throw new Error(`python3 ended with ${status}: ${stderr}`);
    return answer.parse(JSON.parse(stdout));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

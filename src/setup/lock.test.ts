import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

type Package = {
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly hasInstallScript?: boolean;
};

const lock: { readonly packages: Readonly<Record<string, Package>> } = JSON.parse(
  readFileSync(new URL("../../package-lock.json", import.meta.url), "utf8"),
);
const packages = Object.entries(lock.packages);

it("names every optional binary, so that npm ci works on every platform", () => {
  // a package whose binaries are not all published installs here, and nowhere else
  const missing = packages.flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !packages.some(([other]) => other.endsWith(`node_modules/${name}`)))
      .map((name) => `${name}, of ${path}`),
  );
  expect(missing).toEqual([]);
});

it("holds no package that runs a script when it is installed", () => {
  const scripted = packages.filter(([, { hasInstallScript }]) => hasInstallScript);
  expect(scripted.map(([path]) => path.replace(/.*node_modules\//, ""))).toEqual([]);
});

import { expect, it } from "vitest";
import { putInSvg } from "../export/picture-source.ts";
import { readYamlFile } from "./read-file.ts";

const file = (content: BlobPart, name = "grid.yaml"): File => new File([content], name);

it("reads UTF-8 text with its name", async () => {
  expect(await readYamlFile(file("name: größe × 2"))).toEqual({
    text: "name: größe × 2",
    name: "grid.yaml",
  });
});

it("opens the configuration inside an exported picture, under the name that it had", async () => {
  const svg = putInSvg("<svg></svg>", { text: "a: 1\n", reading: "1.2" });
  for (const name of ["grid-27418b48.svg", "grid-27418b48-stale@2x (1).SVG", "grid.svg"]) {
    expect(await readYamlFile(file(svg, name))).toEqual({
      text: "a: 1\n",
      reading: "1.2",
      name: "grid.yaml",
    });
  }
});

it("says so when a picture carries none", async () => {
  expect(await readYamlFile(file("<svg></svg>", "logo.svg"))).toEqual({
    refusal: "logo.svg carries no configuration",
  });
});

it("drops a byte order mark", async () => {
  expect(await readYamlFile(file("\uFEFFa: 1"))).toMatchObject({ text: "a: 1" });
});

it.each([
  ["an image", new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 1]), /no text file/],
  ["Latin-1 text", new Uint8Array([0x61, 0xe4, 0x62]), /no UTF-8 text/],
  ["UTF-16 text", new Uint8Array([0xff, 0xfe, 0x61, 0]), /UTF-16/],
  ["a text above the limit", "x".repeat(1_000_001), /too large/],
  ["a file far above the limit", new Uint8Array(3_000_001), /too large/],
])("refuses %s and says why", async (_, content, why) => {
  expect(await readYamlFile(file(content))).toEqual({ refusal: expect.stringMatching(why) });
});

it("takes a text of exactly the limit, of characters of three bytes", async () => {
  const text = "×€".repeat(500_000);
  expect(await readYamlFile(file(text))).toMatchObject({ text });
});

it("says so when a folder was dropped", async () => {
  const folder = {
    name: "configs",
    size: 4096,
    arrayBuffer: () => Promise.reject(new DOMException("no", "NotFoundError")),
  };
  expect(await readYamlFile(folder)).toEqual({
    refusal: "configs could not be read: it is a folder, or it has moved",
  });
});

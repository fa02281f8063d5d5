import type { FromPage, Serves } from "./protocol.ts";

declare const self: ServiceWorkerGlobalScope;
/** Put in by src/setup/service-worker.mjs when the app is built. */
declare const builtApp: {
  /** A digest of all files. */
  readonly version: string;
  /** The script that the page starts with; its name has a digest of all that it loads. */
  readonly entry: string;
  /** Paths from the folder of the app, "" for the page itself, with what `integrity` takes. */
  readonly files: readonly (readonly [path: string, integrity: string])[];
};

const { version, entry: entryPath, files } = builtApp;
/** The folder that the app lies in, with its slash. */
const { scope } = self.registration;
const prefix = "sharing-planner ";
// one origin may hold the app in several folders
const ownName = `${prefix}${version} ${scope}`;
const isOfApp = (name: string): boolean => name.startsWith(prefix) && name.endsWith(` ${scope}`);
const urlOf = (path: string): string => new URL(path, scope).href;
const entry = urlOf(entryPath);
const ownUrls: ReadonlySet<string> = new Set(files.map(([path]) => urlOf(path)));
/** Files whose names change with what is in them, so that versions can lie beside each other. */
const isHashed = (url: string): boolean => url.startsWith(urlOf("assets/"));
/** So many files are fetched at a time: in the background, behind what the user asks for. */
const width = 3;

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("fetch", (event) => {
  const answer = answerTo(event.request);
  if (answer) event.respondWith(answer);
});
self.addEventListener("message", (event: ExtendableMessageEvent) => {
  const message: FromPage = event.data;
  if (message.type !== "which") return;
  if (event.source) event.source.postMessage(serves());
  event.waitUntil(dropUnused());
});

/** Keeps all files of this version, or none: each is held to its digest, since a host may be half-way to the next. */
async function install(): Promise<void> {
  const isNew = !(await caches.has(ownName));
  try {
    const cache = await caches.open(ownName);
    const waiting = [...files];
    const keepNext = async (): Promise<void> => {
      for (let file = waiting.shift(); file; file = waiting.shift()) await keep(cache, ...file);
    };
    await Promise.all(Array.from({ length: width }, keepNext));
  } catch (error) {
    if (isNew) await caches.delete(ownName);
    throw error;
  }
  // pages of the version before find their files here as well, so none has to be closed first
  await self.skipWaiting();
}

async function keep(cache: Cache, path: string, integrity: string): Promise<void> {
  const url = urlOf(path);
  const known = isHashed(url) ? await caches.match(url, { ignoreVary: true }) : undefined;
  const mode = isHashed(url) ? "default" : "no-cache";
  const file = known ?? (await fetch(url, { integrity, cache: mode, priority: "low" }));
  if (!file.ok) throw new Error(`${url}: ${file.status}`);
  await cache.put(url, file);
}

async function activate(): Promise<void> {
  await self.clients.claim();
  for (const page of await self.clients.matchAll({ type: "window" })) page.postMessage(serves());
  await dropUnused();
}

const serves = (): Serves => ({ type: "serves", entry });

/** What is kept; nothing else is touched. */
function answerTo(request: Request): Promise<Response> | undefined {
  const { origin, pathname } = new URL(request.url);
  const url = origin + pathname;
  if (request.method !== "GET" || !url.startsWith(scope)) return undefined;
  if (request.mode === "navigate") {
    // whatever it is asked to show
    return url === scope || url === urlOf("index.html") ? kept(scope, request) : undefined;
  }
  return isHashed(url) || ownUrls.has(url) ? kept(url, request) : undefined;
}

async function kept(url: string, request: Request): Promise<Response> {
  const own = await caches.match(url, { cacheName: ownName, ignoreVary: true });
  // a page that was opened before this version came asks for files of its own
  const known = own ?? (isHashed(url) ? await caches.match(url, { ignoreVary: true }) : undefined);
  return known ?? fetch(request);
}

/** Forgets the versions that no page runs: each page holds a lock with the name of its entry. */
async function dropUnused(): Promise<void> {
  // what is on its way has no page yet
  if (self.registration.installing ?? self.registration.waiting) return;
  const { held = [] } = await navigator.locks.query();
  const running = new Set(held.map(({ name }) => name));
  for (const name of (await caches.keys()).filter(isOfApp)) {
    if (name === ownName) continue;
    const requests = await (await caches.open(name)).keys();
    if (!requests.some(({ url }) => running.has(url))) await caches.delete(name);
  }
}

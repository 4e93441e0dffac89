// The service worker of a kiosk. While the server answers, it only passes requests on. From the first request that gets
// no answer until the end of the visit, the app itself answers, here in the browser: see python.js.
import { createDownloads } from "./downloads.js";
import { createNetwork } from "./network.js";
import { createPython } from "./python.js";
import { createQueue } from "./queue.js";
import { createVisit } from "./visit.js";

export function run(loadPyodide, options) {
  const downloads = createDownloads(options);
  const python = createPython(loadPyodide, options, downloads);
  const network = createNetwork(options);
  const queue = createQueue(options, network, showState);
  const visit = createVisit(options, { network, python, queue, showState });

  addEventListener("install", (event) => event.waitUntil(downloads.install()));
  addEventListener("activate", (event) => event.waitUntil(Promise.all([downloads.removeOld(), clients.claim()])));
  addEventListener("sync", (event) => event.waitUntil(queue.send()));
  addEventListener("fetch", (event) => {
    if (visit.isOurs(event.request)) event.respondWith(visit.answer(event.request));
  });
  // Pages send a message when they open and every few seconds: it keeps this worker alive, with what it knows.
  addEventListener("message", (event) => {
    const { type, ...state } = event.data;
    if (type === "activate") return skipWaiting();
    if (type === "state") visit.show(state);
    event.waitUntil(prepare(state.idle));
  });

  async function prepare(isIdle) {
    await showState();
    if (isIdle) await network.probe();
    if (!network.isAway()) await queue.loadKey().catch(() => {});
    if (isIdle) await python.load();
    await queue.send();
    await showState();
  }

  // The sign for staff: whether this visit goes on without the server, and how many saved cars wait for it.
  async function showState() {
    const local = visit.isLocal() || network.isAway();
    const waiting = await queue.length();
    const state = { local, waiting, ready: python.isReady(), version: options.version };
    for (const client of await clients.matchAll()) client.postMessage(state);
  }
}

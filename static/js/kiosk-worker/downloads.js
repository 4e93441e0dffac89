// The app's bundle and Pyodide, kept in the browser's cache storage. Nothing else is: no page, and nothing personal.
export function createDownloads({ version, bundle, runtime, files }) {
  const kept = [`kiosk-app-${version}`, `kiosk-runtime-${runtime}`];

  // An error, such as full or refused storage, ends the installation. The kiosk then works with the server only.
  async function install() {
    await (await caches.open(kept[0])).add(bundle);
    const cache = await caches.open(kept[1]);
    for (const name of files) if (!(await cache.match(runtime + name))) await cache.add(runtime + name);
  }

  async function removeOld() {
    const names = await caches.keys();
    const old = names.filter((name) => name.startsWith("kiosk-") && !kept.includes(name));
    await Promise.all(old.map((name) => caches.delete(name)));
  }

  async function find(address) {
    const found = await caches.match(address);
    if (!found) throw new Error(`${address} is no longer stored`);
    return found;
  }

  return { install, removeOld, find };
}

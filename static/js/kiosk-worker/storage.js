// What outlives this worker, in IndexedDB: flags, and saved users that wait for the server (encrypted, see queue.js).
const NAME = "kiosk-worker";
const STORES = ["state", "queue"];
let opened;

function open() {
  opened ??= new Promise((done, fail) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      for (const store of STORES) request.result.createObjectStore(store);
    };
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });
  return opened;
}

async function run(store, mode, work) {
  const transaction = (await open()).transaction(store, mode);
  const request = work(transaction.objectStore(store));
  return new Promise((done, fail) => {
    transaction.oncomplete = () => done(request.result);
    transaction.onerror = () => fail(transaction.error);
    transaction.onabort = () => fail(transaction.error);
  });
}

export const readState = (name) => run("state", "readonly", (store) => store.get(name));
export const writeState = (name, value) => run("state", "readwrite", (store) => store.put(value, name));
export const queued = () => run("queue", "readonly", (store) => store.getAll());
export const countQueued = () => run("queue", "readonly", (store) => store.count());
export const enqueue = (entry) => run("queue", "readwrite", (store) => store.put(entry, entry.userId));

// Removes an entry unless a newer one has taken its place.
export async function dequeue({ userId, revision }) {
  const transaction = (await open()).transaction("queue", "readwrite");
  const store = transaction.objectStore("queue");
  store.get(userId).onsuccess = ({ target }) => {
    if (target.result?.revision === revision) store.delete(userId);
  };
  return new Promise((done, fail) => {
    transaction.oncomplete = done;
    transaction.onerror = () => fail(transaction.error);
  });
}

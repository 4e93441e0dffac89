// How often this screen was used: totals for each UTC day, in the database "kiosk". A browser that refuses storage
// counts nothing. No function here throws. Those that write return whether they could.
const EMPTY = { visits: 0, finished: 0, saved: 0, renders: 0 };
let opening;

export function today() {
  return new Date().toISOString().slice(0, "2026-11-28".length);
}

export function addOne(day, name) {
  return change(day, (counts) => ({ ...counts, [name]: counts[name] + 1 }));
}

// The larger of each number: the server knows more if this browser has lost its storage.
export function raise(day, totals) {
  const larger = (counts, name) => Math.max(counts[name], totals[name] ?? 0);
  return change(day, (counts) => Object.fromEntries(Object.keys(EMPTY).map((name) => [name, larger(counts, name)])));
}

export function forget(day) {
  return use("counts", "readwrite", (store) => store.delete(day));
}

// [day, counts] of each day, the oldest first. Null without storage.
export async function storedCounts() {
  const days = await use("counts", "readonly", (store) => store.getAllKeys());
  const counts = await use("counts", "readonly", (store) => store.getAll());
  return days && counts && days.map((day, place) => [day, counts[place]]);
}

export function noCounts() {
  return { ...EMPTY };
}

// undefined if there is no such note, null without storage.
export function readNote(name) {
  return use("notes", "readonly", (store) => store.get(name));
}

export function writeNote(name, value) {
  return use("notes", "readwrite", (store) => store.put(value, name));
}

function change(day, changed) {
  return use("counts", "readwrite", (store) => {
    const reading = store.get(day);
    reading.onsuccess = () => store.put(changed(reading.result ?? EMPTY), day);
  });
}

async function use(name, mode, work) {
  try {
    const transaction = (await opened()).transaction(name, mode);
    const request = work(transaction.objectStore(name));
    await new Promise((done, fail) => {
      transaction.oncomplete = done;
      transaction.onabort = fail;
    });
    return mode === "readwrite" || request.result;
  } catch {
    return null;
  }
}

function opened() {
  opening ??= new Promise((done, fail) => {
    const request = indexedDB.open("kiosk", 1);
    request.onupgradeneeded = () => {
      for (const name of ["counts", "notes"]) request.result.createObjectStore(name);
    };
    request.onsuccess = () => done(request.result);
    request.onerror = fail;
    request.onblocked = fail;
  });
  return opening;
}

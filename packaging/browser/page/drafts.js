// Drafts in the browser's own store: each change is kept at once, and stays until it is thrown away.

const STORE = "drafts";
const MOST = 60;
let opened = null;

function open() {
  opened ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open("nianbao", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: "key" });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  return opened;
}

async function within(mode, work) {
  const store = await open();
  return new Promise((resolve, reject) => {
    const transaction = store.transaction(STORE, mode);
    const asked = work(transaction.objectStore(STORE));
    transaction.oncomplete = () => resolve(asked?.result);
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error);
  });
}

/** Keep a draft under its key; an older one of the same key is replaced. */
export const keep = (draft) => within("readwrite", (store) => store.put(draft));

/** Throw a draft away. */
export const drop = (key) => within("readwrite", (store) => store.delete(key));

/** Return the drafts, the youngest first; the oldest beyond MOST go. */
export async function list() {
  const all = (await within("readonly", (store) => store.getAll())).sort((a, b) => b.at - a.at);
  for (const old of all.slice(MOST)) await drop(old.key);
  return all.slice(0, MOST);
}

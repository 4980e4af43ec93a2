// What this browser keeps: its key, drafts, and uploads under way. IndexedDB behind three verbs.

const VERSION = 1;
export type Table = "device" | "drafts" | "uploads";
const TABLES: Table[] = ["device", "drafts", "uploads"];

let opened: Promise<IDBDatabase> | undefined;

function open(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open("sampan", VERSION);
    request.onupgradeneeded = () => {
      for (const table of TABLES) {
        if (!request.result.objectStoreNames.contains(table)) {
          request.result.createObjectStore(table);
        }
      }
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opened;
}

async function run<T>(
  table: Table,
  mode: IDBTransactionMode,
  step: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(table, mode);
    const request = step(transaction.objectStore(table));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error);
  });
}

/** Keeps a value under a key; it is on disk when the promise resolves. */
export async function keep(table: Table, key: string, value: unknown): Promise<void> {
  await run(table, "readwrite", (store) => store.put(value, key));
}

export async function forget(table: Table, key: string): Promise<void> {
  await run(table, "readwrite", (store) => store.delete(key));
}

export function read<T>(table: Table, key: string): Promise<T | undefined> {
  return run(table, "readonly", (store) => store.get(key) as IDBRequest<T | undefined>);
}

export function readAll<T>(table: Table): Promise<T[]> {
  return run(table, "readonly", (store) => store.getAll() as IDBRequest<T[]>);
}

// What waits of a mock exam on this phone: her own answers and nothing else. Each place has a key of its own and nothing is kept
// in a page, so that two windows never write over each other. An answer goes when the server has it.
const PREFIX = "mo-mock-", memory = new Map(); // where the browser keeps nothing (a private window)
let isKept = true;

const keep = {
  get(key) {
    return memory.get(key) ?? localStorage.getItem(key);
  },
  set(key, text) {
    try {
      localStorage.setItem(key, text);
    } catch {
      isKept = false;
      memory.set(key, text);
    }
    tellServer();
  },
  remove(key) {
    memory.delete(key);
    localStorage.removeItem(key);
    tellServer();
  },
  list: (start) => [...new Set([...memory.keys(), ...Object.keys(localStorage)])].filter((key) => key.startsWith(start)),
};
/** A session that ends asks the browser to empty its storage, but not where something waits. */
function tellServer() {
  const isWaiting = keep.list(PREFIX).length > 0, secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `mo_waits=${isWaiting ? 1 : ""}; path=/; samesite=lax; max-age=${isWaiting ? 34560000 : 0}${secure}`;
}

globalThis.openExamQueue = (attempt) => {
  const start = `${PREFIX}${attempt}-`;
  const read = (place) => JSON.parse(keep.get(start + place) ?? "null");
  const write = (place, entry) => keep.set(start + place, JSON.stringify(entry));
  return {
    read,
    /** `entry`: {response, base, save}; `save` is its own name, by which it is known again. */
    write,
    /** It was stored as `revision`: gone, or, when she chose anew meanwhile, to be sent on top of that. */
    settle(place, save, revision) {
      const entry = read(place);
      if (entry?.save === save) keep.remove(start + place);
      else if (entry) write(place, { ...entry, base: revision });
    },
    drop(place, save) {
      if (read(place)?.save === save) keep.remove(start + place);
    },
    clear: () => keep.list(start).forEach(keep.remove),
    places: () => keep.list(start).map((key) => Number(key.slice(start.length))).sort((one, other) => one - other),
    isKept: () => isKept,
  };
};
